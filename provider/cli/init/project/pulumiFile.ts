import { basename, join } from "node:path";
import { Document, isMap, isScalar, parse, stringify } from "yaml";
import { textFile } from "../../../pulumi/program/textFile";
import { withLineEndsOf } from "../files/lineEnds";
import type { PlannedFile } from "../files/plannedFile";
import { projectDocument, unusableProject } from "./existingProject";
import { type Starter, starters } from "./starters";

export const languages = ["typescript", "yaml"] as const;
/** The languages of programs that are written here. */
export type Language = (typeof languages)[number];

/** What the project shall be. */
export interface ProjectWish {
  readonly folder: string;
  readonly name: string;
  readonly language: Language;
  readonly resource: keyof typeof starters;
  /** The entry of clouds.yaml. */
  readonly cloud: string;
  /** Where the state is kept, if the project says it. */
  readonly backend: string | undefined;
  /** Whether a program is written: the project has none. */
  readonly isNew: boolean;
  /** Whether its program is the one that is written here. */
  readonly isOurs: boolean;
}

const CLOUD = "cloudimages:cloud";

/** Pulumi.yaml; for a program in YAML that is the program too. One that exists gets what it lacks. */
export function pulumiFile(wish: ProjectWish): PlannedFile {
  const path = join(wish.folder, "Pulumi.yaml");
  const before = textFile(path);
  const file = { path, shown: "Pulumi.yaml", before };
  if (before === undefined)
    return {
      ...file,
      after: newProject(wish),
      what: `the project "${wish.name}", with ${CLOUD} ${wish.cloud}`,
    };
  const document = projectDocument(before);
  const added = complete(document, wish);
  const set = document.getIn(["config", CLOUD, "value"]) ?? document.getIn(["config", CLOUD]);
  if (set !== wish.cloud && !added.includes(CLOUD))
    return { ...file, after: undefined, what: `its ${CLOUD} is ${set}, not ${wish.cloud}`, differs: true };
  const after = added.length === 0 ? undefined : withLineEndsOf(before, document.toString({ lineWidth: 0 }));
  return {
    ...file,
    after,
    what: added.length === 0 ? `with ${CLOUD} ${wish.cloud}` : `now with ${added.join(", ")}`,
  };
}

function newProject({ name, language, resource, cloud, backend }: ProjectWish): string {
  const { description, config, yaml }: Starter = starters[resource];
  const head = {
    name,
    description,
    runtime: runtimeOf(language),
    ...(backend !== undefined && { backend: { url: backend } }),
    config: { [CLOUD]: { value: cloud }, ...(language === "yaml" ? plain(config) : config) },
  };
  const style = { lineWidth: 0 };
  if (language === "typescript") return stringify(head, style);
  const document = new Document({ ...head, packages: PACKAGES });
  for (const [key, { description: what }] of Object.entries(config)) {
    const declared = document.getIn(["config", key], true);
    if (isMap(declared)) declared.commentBefore = ` ${what}`;
  }
  return `${document.toString(style)}\n${yaml}`;
}

/** Pulumi warns of a description in a project in YAML. */
function plain(config: Starter["config"]): Readonly<Record<string, { readonly type: string }>> {
  return Object.fromEntries(Object.entries(config).map(([key, { type }]) => [key, { type }]));
}

const runtimeOf = (language: Language) => (language === "yaml" ? "yaml" : "nodejs");

/** The plugin that the npm package has. */
const PACKAGES = { cloudimages: "./node_modules/pulumi-cloud-images/plugin" };

/** Adds what is not there; what is there stays. Returns what was added. */
function complete(document: Document, wish: ProjectWish): string[] {
  const { name, cloud, backend, language, resource, isNew } = wish;
  const { config, yaml }: Starter = starters[resource];
  const declared = isNew ? Object.entries(language === "yaml" ? plain(config) : config) : [];
  const program = isNew && language === "yaml" ? Object.entries<unknown>(parse(yaml)) : [];
  for (const key of ["name", "runtime"]) if (isEmpty(document.get(key, true))) document.delete(key);
  for (const [key] of program) if (isEmpty(document.get(key, true))) document.delete(key);
  const wanted: readonly (readonly [path: readonly string[], value: unknown])[] = [
    [["name"], name],
    [["runtime"], runtimeOf(language)],
    [["config", CLOUD], { value: cloud }],
    ...declared.map(([key, value]) => [["config", key], value] as const),
    ...program.map(([key, value]) => [[key], value] as const),
    ...(backend === undefined ? [] : [[["backend"], { url: backend }] as const]),
    ...(language === "yaml" ? [[["packages", "cloudimages"], PACKAGES.cloudimages] as const] : []),
  ];
  return wanted.flatMap(([path, value]) => {
    const [top = "", key] = path;
    if (key !== undefined && isEmpty(document.get(top, true))) document.delete(top); // `config:` alone
    if (key !== undefined && document.has(top) && !isMap(document.get(top, true)))
      throw unusableProject(`its ${top} is no mapping, so ${key} cannot be added`);
    if (document.hasIn(path)) return [];
    document.setIn(path, document.createNode(value));
    return [path.at(-1) ?? ""];
  });
}

function isEmpty(node: unknown): boolean {
  return isMap(node) ? node.items.length === 0 : isScalar(node) && node.value === null;
}

/** The folder's name, as far as a project may be named so. */
export function projectNameFor(folder: string): string {
  const name = basename(folder)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "") // accents
    .replace(/[^\w.-]+/g, "-")
    .replace(/^[^A-Za-z\d]+|-+$/g, "")
    .slice(0, 100);
  return name === "" ? "images" : name;
}
