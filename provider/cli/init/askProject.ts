import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import type { Profile } from "../../clouds/settings";
import { textFile } from "../../pulumi/program/textFile";
import { UsageError } from "../arguments";
import type { CommandContext } from "../commandContext";
import { importableNamed, importableNames } from "../import/importable";
import type { InitRequest } from "./initRequest";
import type { Interview } from "./interview";
import { type ExistingProject, existingProject, projectDocument } from "./project/existingProject";
import { manifestIn } from "./project/manifestFile";
import { hasProgram, sameText } from "./project/projectFiles";
import { type Language, languages, type ProjectWish, projectNameFor } from "./project/pulumiFile";
import { starters } from "./project/starters";
import { isLoggedIn } from "./stack";

const ofLanguage: Readonly<Record<Language, string>> = {
  typescript: "a Node.js project",
  yaml: "Pulumi.yaml alone is the program; the plugin comes with this package",
};

type Resource = keyof typeof starters;

/** What shall be made, in which project. */
export async function askProject(
  request: InitRequest,
  profile: Profile,
  cloud: string,
  interview: Interview,
  context: CommandContext,
): Promise<ProjectWish> {
  const folder = context.cwd;
  const existing = existingProject(folder);
  const resource = await interview.choice<Resource>({
    words: "What to make",
    option: "--resource",
    given: request.resource,
    among: resourcesOf(profile).map((name) => ({ name, about: starters[name].description })),
    fallback: resourcesOf(profile)[0],
  });
  const made = resource ?? "VolumeImage";
  if (existing !== undefined) refuseOthers(request, existing);
  const language = await languageOf(request.language, existing?.runtime, interview);
  const isProgramThere =
    language === "yaml"
      ? existing?.hasResources === true
      : hasProgram(folder, existing?.main ?? manifestIn(textFile(join(folder, "package.json"))).main);
  return {
    folder,
    name: existing?.name ?? projectName(request.name, folder),
    language,
    resource: made,
    cloud,
    backend: request.backend ?? (await backendOf(request, interview, context)),
    isNew: !isProgramThere,
    isOurs: !isProgramThere || isOurs(folder, made, language),
  };
}

function isOurs(folder: string, resource: Resource, language: Language): boolean {
  const { program, yaml } = starters[resource];
  const text = textFile(join(folder, language === "yaml" ? "Pulumi.yaml" : "index.ts")) ?? "";
  if (language !== "yaml") return sameText(text, program);
  const project = projectDocument(text);
  return Object.entries(parse(yaml)).every(([key, value]) => isDeepStrictEqual(project.toJS()[key], value));
}

/** Only those which the cloud has. */
function resourcesOf(profile: Profile): readonly Resource[] {
  return (importableNames as readonly Resource[]).filter((name) =>
    importableNamed(name)?.resource.clouds.includes(profile),
  );
}

/** What the options say must not be lost without a word. */
function refuseOthers({ name, backend }: InitRequest, existing: ExistingProject): void {
  const says = (option: string, value: string) =>
    new UsageError(
      `init: ${option}: the Pulumi.yaml here says ${value}. Nothing is written over it: change it by hand, or leave the option out.`,
    );
  if (name !== undefined && existing.name !== undefined && name !== existing.name)
    throw says(`--name ${name}`, existing.name);
  if (backend !== undefined && existing.backend !== undefined && backend !== existing.backend)
    throw says(`--backend ${backend}`, existing.backend);
}

async function languageOf(
  asked: string | undefined,
  runtime: string | undefined,
  interview: Interview,
): Promise<Language> {
  const there =
    runtime === undefined ? undefined : { nodejs: "typescript" as const, yaml: "yaml" as const }[runtime];
  if (runtime !== undefined && there === undefined)
    throw new UsageError(
      `init: the project here is in ${runtime}. Programs are written in ${languages.join(" and ")}; for the others see docs/languages.md.`,
    );
  if (/^(python|go|dotnet|java)$/i.test(asked ?? ""))
    throw new UsageError(
      `init: --language ${asked}: it needs an SDK that is on no registry yet, so no program is written. docs/languages.md says how to make one; --language typescript and yaml need none.`,
    );
  if (there !== undefined && asked !== undefined && asked !== there)
    throw new UsageError(`init: --language ${asked}: the project here is in ${there}.`);
  const chosen = await interview.choice<Language>({
    words: "Language of the program",
    option: "--language",
    given: asked ?? there,
    among: languages.map((name) => ({ name, about: ofLanguage[name] })),
    fallback: "typescript",
  });
  return chosen ?? "typescript";
}

function projectName(asked: string | undefined, folder: string): string {
  if (asked === undefined) return projectNameFor(folder);
  if (/^[A-Za-z\d][\w.-]{0,99}$/.test(asked)) return asked;
  throw new UsageError(
    `init: --name ${asked}: a project is named with letters, digits, and any of . _ - between them.`,
  );
}

/** Who is not logged in to Pulumi may keep the state on this machine, without an account. */
async function backendOf(
  { dryRun }: InitRequest,
  interview: Interview,
  context: CommandContext,
): Promise<string | undefined> {
  if (!interview.asksAll || dryRun || (await isLoggedIn(context)) !== false) return undefined;
  const chosen = await interview.choice({
    words: "Pulumi is not logged in. Where to keep what it knows of your images",
    option: "--backend",
    among: [
      { name: "local", about: "on this machine, in ~/.pulumi; no account is needed" },
      { name: "later", about: "you log in yourself: pulumi login" },
    ],
    fallback: "local",
  });
  return chosen === "local" ? "file://~" : undefined;
}
