import type { Cloud, CloudLocation } from "../../clouds/cloud";
import { connect } from "../../clouds/connect";
import type { Image } from "../../clouds/image";
import type { Profile } from "../../clouds/profiles/traits";
import type { Sources } from "../../clouds/settings";
import { CloudError, explain } from "../../http/errors";
import { notThere, sameLocation } from "../../lifecycle/find/location";
import { claimInTags } from "../../lifecycle/marks/marker";
import type { CommandContext } from "../commandContext";
import { reportIfSlow } from "../progress";
import { ofProvider } from "../state/explicitProviders";
import type { StackState, StateResource } from "../state/readState";
import type { StateProvider } from "../state/stateProvider";
import { targetsOf } from "./targetsOf";

/** A cloud, with all images of the project that we are connected to. */
export interface View {
  readonly cloud: string;
  /** The explicit provider whose settings lead to it; undefined if they are the stack's. */
  readonly provider: StateProvider | undefined;
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

/** Lists the images of the clouds that the stack may have images in (targetsOf.ts). */
export async function viewClouds(
  state: StackState,
  request: readonly string[],
  sourcesOf: (provider: StateProvider | undefined) => Sources,
  context: CommandContext,
): Promise<Views> {
  const { targets, problems } = targetsOf(state, request, sourcesOf);
  const results = await Promise.all(
    targets.map(async ({ settings, provider, resources }) => {
      let cloud: Cloud | undefined;
      try {
        cloud = connect(settings, context.clock, (text) => context.say(`${text}\n`));
        const { view, problems } = await viewCloud(cloud, resources, context);
        return { view: { ...view, provider }, problems };
      } catch (error) {
        if (!(error instanceof CloudError)) throw error;
        return { problems: [`cloud "${settings.name}"${ofProvider(provider)}: ${explain(error)}`] };
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

async function viewCloud(
  cloud: Cloud,
  resources: readonly StateResource[],
  context: CommandContext,
): Promise<{ view: Omit<View, "provider">; problems: string[] }> {
  const location = await reportIfSlow(context, `signs in to cloud "${cloud.name}"`, cloud.location());
  const problems: string[] = [];
  const moved: CloudLocation[] = [];
  // Others look after images that are only read. Where the plugin reads one, the state does not tell its cloud.
  for (const recorded of distinct(resources.filter(({ external }) => !external))) {
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
