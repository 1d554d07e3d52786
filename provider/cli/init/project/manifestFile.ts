import { join } from "node:path";
import { CloudError } from "../../../http/errors";
import { ownPackage } from "../../../http/packageFile";
import { textFile } from "../../../pulumi/program/textFile";
import { withLineEndsOf } from "../files/lineEnds";
import type { PlannedFile } from "../files/plannedFile";
import type { ProjectWish } from "./pulumiFile";

interface Manifest {
  readonly main?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** package.json, with what the program needs. This package itself is added by `npm install`, which knows where it came from. */
export function manifestFile({ folder, name, language }: ProjectWish): PlannedFile {
  const path = join(folder, "package.json");
  const before = textFile(path);
  const manifest = manifestIn(before);
  const has = (dependency: string) =>
    [manifest.dependencies, manifest.devDependencies].some((some) => some?.[dependency] !== undefined);
  const missing = (wanted: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(wanted).filter(([dependency]) => !has(dependency)));
  const dependencies = missing(needs(language).dependencies);
  const devDependencies = missing(needs(language).devDependencies);
  const added = [...Object.keys(dependencies), ...Object.keys(devDependencies)];
  const file = { path, shown: "package.json", before };
  if (before !== undefined && added.length === 0) return { ...file, after: undefined, what: "the packages" };
  const after = {
    ...(before === undefined ? { name: name.toLowerCase(), private: true } : manifest),
    ...(Object.keys(dependencies).length > 0 && {
      dependencies: { ...manifest.dependencies, ...dependencies },
    }),
    ...(Object.keys(devDependencies).length > 0 && {
      devDependencies: { ...manifest.devDependencies, ...devDependencies },
    }),
  };
  const [, indent = "  "] = /^\{\r?\n([ \t]+)/.exec(before ?? "") ?? [];
  const text = withLineEndsOf(before, `${JSON.stringify(after, null, indent)}\n`);
  return { ...file, after: text, what: added.length === 0 ? "the packages" : `needs ${added.join(", ")}` };
}

function needs(
  language: ProjectWish["language"],
): Required<Pick<Manifest, "dependencies" | "devDependencies">> {
  if (language === "yaml") return { dependencies: {}, devDependencies: {} };
  const sdk = ownPackage().peerDependencies?.["@pulumi/pulumi"] ?? "^3.0.0";
  return { dependencies: { "@pulumi/pulumi": sdk }, devDependencies: { typescript: "^6.0.0" } };
}

/** What an existing package.json says; empty if there is none. */
export function manifestIn(text: string | undefined): Manifest {
  if (text === undefined) return {};
  try {
    const content: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof content === "object" && content !== null && !Array.isArray(content)) return content;
  } catch {
    // said below
  }
  throw new CloudError("package.json is not an object in JSON", { outcome: "not-sent", hint: "mend it" });
}
