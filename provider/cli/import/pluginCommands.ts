import { shellWord } from "../../lifecycle/import/importWords";
import { nativeToken } from "../../pulumi/tokens";
import type { ImportEntry } from "./importFile";
import type { ImportRequest } from "./importRequest";
import { sourceTextFor } from "./sourceOptions";

/** The `pulumi import` of each image, where the plugin reads it. Pulumi generates the program text in the program's language. */
export function pluginCommands(request: ImportRequest, entries: readonly ImportEntry[]): string[] {
  return entries.map(({ name, imported }) => {
    const what = [nativeToken(request.importable.resource.type), name, importId(request, imported.id)];
    const options = optionsOf(request);
    // Pulumi takes any name: one that looks like an option stands behind all that are options.
    const words = name.startsWith("-") ? [...options, "--", ...what] : [...what, ...options];
    return ["pulumi", "import", ...words].map(shellWord).join(" ");
  });
}

/** The id, and behind it what the cloud does not tell (pulumi/native/handlers/importId.ts reads it). */
function importId(request: ImportRequest, id: string): string {
  const known = { source: sourceTextFor(request, id), cloud: request.cloud };
  const given = Object.entries(known).flatMap(([key, text]) =>
    text === undefined ? [] : [`${key}=${text.replace(/[%&#\s]/g, encodeURIComponent)}`],
  );
  return given.length === 0 ? id : `${id}?${given.join("&")}`;
}

/** Protects only what the program protects, as an import of dynamic resources does. */
function optionsOf({ parent, stack, configFile }: ImportRequest): string[] {
  return [
    "--protect=false",
    ...(parent === undefined ? [] : ["--parent", `parent=${parent}`]),
    ...(stack === undefined ? [] : ["--stack", stack]),
    ...(configFile === undefined ? [] : ["--config-file", configFile]),
  ];
}
