import * as pulumi from "@pulumi/pulumi";

/**
 * Pulumi's SDK writes every argument as text, also where nobody reads that, and where it cannot, a preview waits for ever
 * without a word (sdk/nodejs/runtime/rpc.ts, transferProperties).
 */
export function refuseUnwritable(type: string, name: string, args: Readonly<Record<string, unknown>>): void {
  for (const [field, value] of Object.entries(args)) {
    if (isWritable(value)) continue;
    throw new pulumi.RunError(
      `${type} ${name}: Pulumi cannot pass on \`${field}\`, because JavaScript cannot write it as text.\n` +
        "What to do: give its key `toString` another name; copy an object that has no prototype, as some parsers make them, by `{ ...object }`.",
    );
  }
}

function isWritable(value: unknown): boolean {
  try {
    return typeof String(value) === "string";
  } catch {
    return false;
  }
}
