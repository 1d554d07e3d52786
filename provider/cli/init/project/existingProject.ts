import { join } from "node:path";
import { type Document, isMap, isScalar, parseDocument } from "yaml";
import { CloudError } from "../../../http/errors";
import { textFile } from "../../../pulumi/program/textFile";
import { UsageError } from "../../arguments";

/** What the Pulumi.yaml of the folder says already. */
export interface ExistingProject {
  readonly name: string | undefined;
  readonly backend: string | undefined;
  readonly runtime: string | undefined;
  readonly main: string | undefined;
  readonly hasResources: boolean;
}

/** Undefined if there is none. */
export function existingProject(folder: string): ExistingProject | undefined {
  const other = ["Pulumi.yml", "Pulumi.json"].find((file) => textFile(join(folder, file)) !== undefined);
  if (other !== undefined)
    throw new UsageError(
      `init: the project's file is ${other}: rename it to Pulumi.yaml, which can be completed.`,
    );
  const text = textFile(join(folder, "Pulumi.yaml"));
  if (text === undefined) return undefined;
  const project = projectDocument(text);
  const resources = project.get("resources", true);
  const at = (...path: string[]) => {
    const value = project.getIn(path, true);
    return isScalar(value) && value.value !== null ? String(value.value) : undefined;
  };
  return {
    name: at("name"),
    backend: at("backend", "url"),
    runtime: at("runtime", "name") ?? at("runtime"),
    main: at("main"),
    hasResources: isMap(resources) && resources.items.length > 0,
  };
}

/** A Pulumi.yaml that can be completed; an empty one can. */
export function projectDocument(text: string): Document {
  const document = parseDocument(text);
  if (document.errors.length > 0) throw unusableProject("it is not valid YAML");
  if (document.contents !== null && !isMap(document.contents)) throw unusableProject("it is no mapping");
  return document;
}

export function unusableProject(why: string): CloudError {
  return new CloudError(`Pulumi.yaml cannot be completed: ${why}`, { outcome: "not-sent", hint: "mend it" });
}
