import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Marks what the engine has encrypted (sdk/go/common/resource/sig). */
const secretMark = "4dabf18193072939515e22adb298388d";

/**
 * What `pulumi stack export` would print, from the file in which the engine keeps it: a command less. Undefined where only the
 * command knows it: secrets in plain text, which stack is selected, a state that is elsewhere or that no run has written.
 */
export function storedState(folder: string, showSecrets: boolean) {
  const stacks = path.join(folder, "backend/.pulumi/stacks");
  if (!existsSync(stacks)) return undefined;
  const files = readdirSync(stacks, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".json"),
  );
  const [file] = files;
  if (file === undefined || files.length > 1) return undefined;
  const { version, checkpoint } = JSON.parse(readFileSync(path.join(stacks, file), "utf8"));
  const deployment = checkpoint.latest;
  return !deployment || (showSecrets && hasSecrets(deployment)) ? undefined : { version, deployment };
}

/** Beside the text of the dynamic provider, which the SDK makes a secret and no test reads. */
const hasSecrets = (deployment: unknown) =>
  JSON.stringify(deployment, (key, value) => (key === "__provider" ? "" : value)).includes(secretMark);

export const isStack = ({ type }: { type: string }) => type === "pulumi:pulumi:Stack";
