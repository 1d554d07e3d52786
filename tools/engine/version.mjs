import { readFileSync } from "node:fs";

const goMod = readFileSync(new URL("go/go.mod", import.meta.url), "utf8");

/**
 * The engine version that we install or build. It is written once, in go.mod. 3.259.0 is the newest that the Go module proxy
 * serves (the zips of 3.260.0 and later are too large for it); the vendor's installer is asked for the same one.
 */
export const version = /github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/.exec(goMod)[1];

/** The Go version that its modules require. */
export const goVersion = /^go (\S+)/m.exec(goMod)[1];

/**
 * Versions that suit: major 3, because the Automation API of @pulumi/pulumi 3 refuses another one (its own minimum,
 * 3.2.0, is far below), and 3.254.0 or newer, the first whose import files may carry `outputs`
 * (github.com/pulumi/pulumi/issues/23984): without them a dynamic resource cannot be imported.
 */
export const oldest = "3.254.0";

/** The same as text, for users whose engine does not suit. */
export const whatSuits = `${oldest} or newer of major ${Number.parseInt(oldest, 10)}, with its Node.js language host`;

export function suits(text) {
  const [major, minor] = text.replace(/^v/, "").split(".").map(Number);
  const [oldestMajor, oldestMinor] = oldest.split(".").map(Number);
  return major === oldestMajor && minor >= oldestMinor;
}
