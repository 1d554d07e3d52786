import { userError } from "../program/userError";

/**
 * Pulumi's SDK converts every argument to a string, even where nobody reads that string. If the conversion throws, a preview
 * hangs without a message (sdk/nodejs/runtime/rpc.ts, transferProperties). So such an argument is refused here.
 */
export function refuseUnprintable(type: string, name: string, args: Readonly<Record<string, unknown>>): void {
  for (const [field, value] of Object.entries(args)) {
    if (isPrintable(value)) continue;
    throw userError(
      `${type} ${name}: Pulumi cannot pass on \`${field}\`, because JavaScript cannot write it as text.\n` +
        "What to do: give its key `toString` another name; copy an object that has no prototype, as some parsers make them, by `{ ...object }`.",
    );
  }
}

function isPrintable(value: unknown): boolean {
  try {
    return typeof String(value) === "string";
  } catch {
    return false;
  }
}
