import { whole } from "../whole";
import { explore } from "./explorer";
import { inWorld } from "./stories";
import { clouds, stories } from "./worlds";

/**
 * How many things out of the ordinary happen in one history. With two, each pair of faults of each pair of calls is tried: some
 * thousand histories for a story. `EXPLORE=2 npx jest test/explore --selectProjects unit` tries all; the whole run those in which
 * most has been found.
 */
const most = (cloud: string, story: string): number => {
  if (process.env.EXPLORE !== undefined) return Number(process.env.EXPLORE);
  const isSimple = Object.keys(clouds).indexOf(cloud) < 3;
  return whole && isSimple && story !== "two ups, ten minutes apart" && story !== "a replacement" ? 2 : 1;
};

describe.each(Object.entries(clouds))("%s", (cloud, settings) => {
  test.each(Object.entries(stories))(
    "%s: whatever goes wrong, no image is lost or made twice, and some ups later all is well",
    async (name, story) => {
      const { failures } = await explore(inWorld(settings, story), most(cloud, name));
      expect(failures).toEqual([]);
    },
    900_000,
  );
});
