import { languages } from "../../languages";
import { nativeToken } from "../../tokens";
import { definitions } from "../definitions";
import { functionSpecs } from "./functionSpecs";
import { NamedTypes } from "./namedTypes";
import { resourceSpec } from "./resourceSpec";
import { settingSpecs } from "./settingSpecs";
import type { ResourceSpec } from "./spec";

/** What the schema takes from the package's package.json. */
export interface Manifest {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly homepage?: string;
  readonly repository?: { readonly url: string };
  /** Where engines fetch the plugin from, in the form of Pulumi's `pluginDownloadURL`. Absent as long as it is nowhere. */
  readonly pluginDownloadURL?: string;
}

/** The Pulumi package schema of `cloudimages`: what a program in any language can say, and what SDKs are generated from. */
export function packageSchema(manifest: Manifest) {
  const { version, description, license, homepage, repository, pluginDownloadURL } = manifest;
  const types = new NamedTypes();
  const resources = entriesOf(definitions).map(([type, definition]): [string, ResourceSpec] => [
    nativeToken(type),
    resourceSpec(type, definition, types),
  ]);
  const functions = functionSpecs(types);
  const settings = settingSpecs();
  return {
    name: "cloudimages",
    displayName: "Cloud Images",
    version,
    description,
    keywords: ["pulumi", "cloudimages", "category/cloud", "kind/native"],
    license,
    ...(homepage !== undefined && { homepage }),
    ...(repository !== undefined && { repository: webAddress(repository.url) }),
    ...(pluginDownloadURL !== undefined && { pluginDownloadURL }),
    meta: { supportPack: true }, // Go's SDK is a module of its own
    config: { variables: settings },
    provider: { description: "Which cloud, and how to sign in to it.", inputProperties: settings },
    types: types.all(),
    resources: Object.fromEntries(resources),
    functions,
    language: languages,
  };
}

/** npm's form of a repository without what git needs alone. */
function webAddress(url: string): string {
  return url.replace(/^git\+/, "").replace(/\.git$/, "");
}

function entriesOf<Of extends object>(of: Of): [keyof Of, Of[keyof Of]][] {
  return Object.entries(of) as [keyof Of, Of[keyof Of]][];
}
