import type { Cloud, CloudLocation } from "../../clouds/cloud";
import { connect } from "../../clouds/connect";
import type { Image } from "../../clouds/image";
import type { Profile } from "../../clouds/profiles/traits";
import { type CloudSettings, InvalidSettingsError, resolveCloud, type Sources } from "../../clouds/settings";
import { CloudError, explain } from "../../http/errors";
import { notThere, sameLocation } from "../../lifecycle/find/location";
import { claimInTags } from "../../lifecycle/marks/marker";
import type { CommandContext } from "../commandContext";
import { saySlow } from "../progress";
import type { StackState, StateResource } from "../readState";

/** A cloud as it was seen: where we are connected, and all images of the project. */
export interface View {
  readonly cloud: string;
  readonly profile: Profile;
  readonly location: CloudLocation;
  readonly images: readonly Image[];
}

export interface Views {
  readonly views: readonly View[];
  /** Why a cloud could not be looked at, or not in the place where a resource was made. */
  readonly problems: readonly string[];
}

/** The clouds of the state's resources, the stack's default cloud, and those asked for: one list of images each. */
export async function viewClouds(
  state: StackState,
  request: readonly string[],
  sources: Sources,
  context: CommandContext,
): Promise<Views> {
  const resources = [...state.resources, ...state.begun];
  const named = resources.filter((one) => !isHidden(one));
  const used = [...new Set([...request, ...named.map(({ cloud }) => cloud)])];
  const problems = request.length > 0 ? [] : resources.filter(isHidden).map(cloudIsHidden);
  const clouds = new Map<string, CloudSettings>();
  const settingsOf = (name: string | undefined) => {
    const settings = resolveCloud(name, sources);
    clouds.set(settings.name, settings);
    return settings.name;
  };
  const resolved = new Map(used.map((name) => [name, attempt(() => settingsOf(name), problems)]));
  // A stack all of whose resources name their cloud needs no default one.
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

/** Which cloud it is in only those know who can decrypt the state. */
function isHidden({ cloud, secret }: StateResource): boolean {
  return cloud === undefined && secret.includes("cloud");
}

function cloudIsHidden({ urn }: StateResource): string {
  return `the argument \`cloud\` of ${urn} is a secret, and encrypted in the state: name the cloud by --cloud`;
}

async function viewCloud(
  cloud: Cloud,
  resources: readonly StateResource[],
  context: CommandContext,
): Promise<{ view?: View; problems: string[] }> {
  const location = await saySlow(context, `signs in to cloud "${cloud.name}"`, cloud.location());
  const problems: string[] = [];
  const moved: CloudLocation[] = [];
  for (const recorded of distinct(resources)) {
    // Where a resource was made elsewhere, an empty list here would prove nothing.
    const place = sameLocation(cloud, recorded).catch((error: unknown) => void problems.push(explain(error)));
    if ((await place)?.moved) moved.push(recorded);
  }
  const images = await saySlow(context, `lists the images of cloud "${cloud.name}"`, cloud.allImages());
  for (const recorded of moved) problems.push(...unproven(cloud, location, recorded, resources, images));
  return { view: { cloud: cloud.name, profile: cloud.profile, location, images }, problems };
}

/** Under a changed address one image with its claim proves that it is the place; without any, an empty list proves nothing. */
function unproven(
  cloud: Cloud,
  location: CloudLocation,
  recorded: CloudLocation,
  resources: readonly StateResource[],
  images: readonly Image[],
): string[] {
  const made = resources.filter(
    (one) => !one.external && JSON.stringify(one.location) === JSON.stringify(recorded),
  );
  const known = made.flatMap(({ imageId, claim }) => (imageId && claim ? [{ imageId, claim }] : []));
  const found = known.some(({ imageId, claim }) =>
    images.some(({ id, tags }) => id === imageId && claimInTags(tags) === claim),
  );
  const [first] = known;
  return found || first === undefined ? [] : [explain(notThere(cloud, first, location, recorded))];
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
