import type { Image } from "../../clouds/image";
import { openLimit } from "../../http/limit";
import type { CommonArgs } from "../../resources/resource";
import { markingOf } from "../marking";
import type { Run } from "../run";
import { LAST_SEARCH_MS } from "../search";

/** The one image with our mark, within the little time that an interruption leaves. */
export async function lastLook<Args extends CommonArgs>(
  { cloud, resource, marker, host }: Run<Args>,
  passedOver: string | undefined,
): Promise<Image | undefined> {
  const limit = openLimit(LAST_SEARCH_MS, host.signal);
  const options = { signal: limit.signal, deadline: cloud.clock.now() + LAST_SEARCH_MS };
  try {
    const found = await markingOf(resource)
      .find(cloud, marker, options)
      .catch(() => []);
    const usable = found.filter(
      ({ id, phase }) => id !== passedOver && (phase === "pending" || phase === "active"),
    );
    return usable.length === 1 ? usable[0] : undefined;
  } finally {
    limit.close();
  }
}
