import type { Cloud } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import { SharedSearch } from "../../clouds/lists/sharedSearch";
import { OUR_TAG } from "../../resources/issues";

interface Searches {
  /** By temporary names. */
  readonly byName: SharedSearch<Image>;
  /** By values of our tag. */
  readonly byTag: SharedSearch<Image>;
}

const searches = new WeakMap<Cloud, Searches>();

/** The searches that all creates of a process share, for each cloud. */
export function markSearch(cloud: Cloud): Searches {
  const known = searches.get(cloud) ?? openSearches(cloud);
  searches.set(cloud, known);
  return known;
}

function openSearches(cloud: Cloud): Searches {
  const { imagesNamedOneOf, imagesTaggedOneOf } = cloud;
  const now = () => cloud.clock.now();
  const byName = { one: cloud.imagesNamed, several: imagesNamedOneOf };
  const byTag = {
    one: (value: string, options: Parameters<Cloud["imagesTagged"]>[1]) =>
      cloud.imagesTagged({ key: OUR_TAG, value }, options),
    several:
      imagesTaggedOneOf &&
      ((values: readonly string[], options: Parameters<Cloud["imagesTagged"]>[1]) =>
        imagesTaggedOneOf(OUR_TAG, values, options)),
  };
  return { byName: new SharedSearch(byName, now), byTag: new SharedSearch(byTag, now) };
}
