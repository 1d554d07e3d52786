import * as pulumi from "@pulumi/pulumi";
import type { CloudSummary, Sources } from "../../clouds/settings";
import { CloudError } from "../../http/errors";
import type { Issue } from "../../resources/issues";
import { configValue } from "./configValue";
import type { Connections } from "./connections";
import { isMocked } from "./isMocked";
import { isEncrypted } from "./secretConfig";
import { configuredSources } from "./sources";

const settings = (): typeof import("../../clouds/settings") => require("../../clouds/settings"); // with the first image

/**
 * The cloud that the program means for an image: the hidden input `__cloud`. The provider resolves the cloud again, in another
 * process, with the configuration of its `pulumi-nodejs` provider, its environment and its folder, and may find another one.
 */
export interface ProgramCloud {
  /** The argument `cloud`, if it was given: transforms and `ignoreChanges` may replace it afterwards. */
  readonly asked?: string;
  /** The entry of clouds.yaml. */
  readonly entry: string;
  readonly profile: string;
  readonly region?: string;
  readonly host: string;
  /** If the settings name one: a provider without that setting would use another project. */
  readonly project?: string;
}

/**
 * Undefined if the program finds no cloud: the provider reports that. Also undefined with mocks, where the registered inputs must
 * not depend on the machine that runs the test.
 */
export function programCloud(asked: unknown): pulumi.Input<ProgramCloud | undefined> {
  if (isMocked()) return undefined;
  const sources = configuredSources(configValue);
  const resolve = (name: unknown) =>
    name === undefined || typeof name === "string" ? resolved(name, sources) : undefined;
  const isKnown = asked === undefined || typeof asked === "string";
  const cloud: pulumi.Input<ProgramCloud | undefined> = isKnown
    ? resolve(asked)
    : pulumi.output(asked).apply(resolve);
  const encrypted = VISIBLE_KEYS.some(isEncrypted); // what is encrypted in the configuration stays encrypted
  return encrypted && cloud !== undefined ? pulumi.secret(cloud) : cloud;
}

/** Keys of the configuration whose values can be read from it. */
const VISIBLE_KEYS = [
  "cloud",
  "profile",
  "region",
  "authUrl",
  "host",
  "port",
  "cloudDomain",
  "projectId",
  "projectName",
];

function resolved(asked: string | undefined, sources: Sources): ProgramCloud | undefined {
  return attempt(() => programCloudOf(asked, settings().cloudSummary(asked, sources)));
}

function programCloudOf(asked: string | undefined, summary: CloudSummary): ProgramCloud {
  const { name, profile, region, host, project } = summary;
  return {
    ...(asked && { asked }),
    entry: name,
    profile,
    ...(region && { region }),
    host,
    ...(project && { project }),
  };
}

/**
 * Why an image must not be created in the cloud that the provider finds. States of earlier releases have no `__cloud`, so
 * nothing is compared.
 */
export function cloudMismatch(
  { __cloud: meant, cloud: asked }: Readonly<Record<string, unknown>>,
  provider: Pick<Connections, "profile" | "cloudSummary">,
): Issue[] {
  if (!isProgramCloud(meant) || (asked !== undefined && typeof asked !== "string")) return [];
  if (meant.asked !== asked) return [];
  const found = attempt(() => programCloudOf(asked, provider.cloudSummary(asked)));
  const differing = COMPARED_FIELDS.filter((field) => found?.[field] !== meant[field]);
  // some releases record no project
  const differs = differing.some((field) => field !== "project" || meant.project !== undefined);
  if (found !== undefined && !differs) return [];
  if (found === undefined && attempt(() => provider.profile(asked)) !== undefined) return []; // reported when the cloud is needed
  const finds = found === undefined ? "does not find that cloud" : `finds ${describe(found)}`;
  return [
    {
      property: "cloud",
      reason: `the program means ${describe(meant)}, but the provider, which would make the image, ${finds}. ${WHY}`,
    },
  ];
}

const COMPARED_FIELDS = ["entry", "profile", "region", "host", "project"] as const;

const WHY =
  'It reads settings for itself: the configuration of its own `pulumi-nodejs` provider, the environment and the folder that the engine started it with. An explicit provider gets none of the stack\'s `cloudimages:` keys: give it the same ones as its inputs, such as { "cloudimages:cloud": … }. What the program changed in its environment or folder, or what an Automation API program has there and its `envVars` and `workDir` have not, belongs where the engine is started. Or name the cloud by the argument `cloud`';

function describe({ entry, profile, region, host, project }: ProgramCloud): string {
  const where = [profile, region, host, project && `project ${project}`];
  return `cloud "${entry}" (${where.filter(Boolean).join(", ")})`;
}

function isProgramCloud(value: unknown): value is ProgramCloud {
  return typeof value === "object" && value !== null && "entry" in value && "host" in value;
}

function attempt<Result>(resolve: () => Result): Result | undefined {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof CloudError) return undefined;
    throw error;
  }
}
