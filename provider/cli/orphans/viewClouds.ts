import type { Cloud, CloudLocation } from "../../clouds/cloud";
import { connect } from "../../clouds/connect";
import type { Image } from "../../clouds/image";
import type { Profile } from "../../clouds/profiles/traits";
import { type CloudSettings, InvalidSettingsError, resolveCloud, type Sources } from "../../clouds/settings";
import { CloudError, explain } from "../../http/errors";
import { notThere, sameLocation } from "../../lifecycle/find/location";
import { claimInTags } from "../../lifecycle/marks/marker";
import type { CommandContext } from "../commandContext";
import { reportIfSlow } from "../progress";
import type { StackState, StateResource } from "../readState";

/** A cloud, with all images of the project that we are connected to. */
export interface View {
  readonly cloud: string;
  readonly profile: Profile;
  readonly location: CloudLocation;
  readonly images: readonly Image[];
}

/** The lists of all clouds. */
export interface Views {
  readonly views: readonly View[];
  /** Why a cloud could not be listed, or why its list does not cover the project in which a resource was created. */
  readonly problems: readonly string[];
}

/**
 * Lists the images of the clouds that the state's resources name, of the stack's default cloud, and of those named by
 * --cloud.
 */
export async function viewClouds(
  state: StackState,
  request: readonly string[],
  sources: Sources,
  context: CommandContext,
): Promise<Views> {
  const resources = [...state.resources, ...state.pending];
  const named = resources.filter((one) => !isCloudSecret(one));
  const used = [...new Set([...request, ...named.map(({ cloud }) => cloud)])];
  const problems = request.length > 0 ? [] : resources.filter(isCloudSecret).map(cloudIsSecret);
  const clouds = new Map<string, CloudSettings>();
  const settingsOf = (name: string | undefined) => {
    const settings = resolveCloud(name, sources);
    clouds.set(settings.name, settings);
    return settings.name;
  };
  const resolved = new Map(used.map((name) => [name, attempt(() => settingsOf(name), problems)]));
  // If all resources name their cloud, the stack needs no default cloud.
  if (!resolved.has(undefined)) attempt(() => settingsOf(undefined), clouds.size > 0 ? [] : problems);

  const results = await Promise.all(
    [...clouds.values()].map(async (settings) => {
      const mine = named.filter(({ cloud }) => resolved.get(cloud) === settings.name);
      let cloud: Cloud | undefined;
      try {
        cloud = connect(settings, context.clock, (text) => context.say(`${text}\n`));
        return await viewCloud(cloud, mine, context);
      } catch (error) {
        if (!(error instanceof CloudError)) throw error;
        return { problems: [`cloud "${settings.name}": ${explain(error)}`] };
      } finally {
        await cloud?.close?.();
      }
    }),
  );
  return {
    views: results.flatMap(({ view }) => view ?? []),
    problems: [...problems, ...results.flatMap((one) => one.problems)],
  };
}

/** Whether the resource's cloud is encrypted in the state. */
function isCloudSecret({ cloud, secret }: StateResource): boolean {
  return cloud === undefined && secret.includes("cloud");
}

function cloudIsSecret({ urn }: StateResource): string {
  return `the argument \`cloud\` of ${urn} is a secret, and encrypted in the state: name the cloud by --cloud`;
}

async function viewCloud(
  cloud: Cloud,
  resources: readonly StateResource[],
  context: CommandContext,
): Promise<{ view?: View; problems: string[] }> {
  const location = await reportIfSlow(context, `signs in to cloud "${cloud.name}"`, cloud.location());
  const problems: string[] = [];
  const moved: CloudLocation[] = [];
  for (const recorded of distinct(resources)) {
    // If a resource was created elsewhere, this list does not show its image.
    const place = sameLocation(cloud, recorded).catch((error: unknown) => void problems.push(explain(error)));
    if ((await place)?.moved) moved.push(recorded);
  }
  const images = await reportIfSlow(context, `lists the images of cloud "${cloud.name}"`, cloud.allImages());
  for (const recorded of moved)
    problems.push(...missingAfterMove(cloud, location, recorded, resources, images));
  return { view: { cloud: cloud.name, profile: cloud.profile, location, images }, problems };
}

/**
 * After a change of the cloud's address: a known image with its claim proves that this is the same cloud. Without one, the
 * list proves nothing.
 */
function missingAfterMove(
  cloud: Cloud,
  location: CloudLocation,
  recorded: CloudLocation,
  resources: readonly StateResource[],
  images: readonly Image[],
): string[] {
  const made = resources.filter(
    (one) => !one.external && JSON.stringify(one.location) === JSON.stringify(recorded),
  );
  const claimed = made.flatMap(({ imageId, claim }) => (imageId && claim ? [{ imageId, claim }] : []));
  const isSameCloud = claimed.some(({ imageId, claim }) =>
    images.some(({ id, tags }) => id === imageId && claimInTags(tags) === claim),
  );
  const [first] = claimed;
  return isSameCloud || first === undefined ? [] : [explain(notThere(cloud, first, location, recorded))];
}

function distinct(resources: readonly StateResource[]): CloudLocation[] {
  const all = resources.flatMap(({ location }) => location ?? []);
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

function attempt<Result>(resolve: () => Result, problems: string[]): Result | undefined {
  try {
    return resolve();
  } catch (error) {
    if (!(error instanceof InvalidSettingsError)) throw error;
    problems.push(explain(error));
    return undefined;
  }
}
