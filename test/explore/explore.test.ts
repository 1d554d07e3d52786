import { whole } from "../whole";
import { explore } from "./explorer";
import { inWorld } from "./world";
import { clouds, isQuick, storiesIn } from "./worlds";

type CloudName = keyof typeof clouds;

/**
 * How many things out of the ordinary happen in one history. With two, each pair of faults of each pair of calls is tried: some
 * thousand histories for a story, and half an hour for all, by `EXPLORE=2 npx jest test/explore --selectProjects unit`.
 */
const most = (cloud: CloudName, story: string): number => {
  if (process.env.EXPLORE !== undefined) return Number(process.env.EXPLORE);
  return whole && isQuick(cloud, story) ? 2 : 1;
};

describe.each(Object.keys(clouds) as CloudName[])("%s", (cloud) => {
  test.each(Object.entries(storiesIn(cloud)))(
    "%s: whatever goes wrong, no image is lost or made twice, and some ups later all is well",
    async (name, story) => {
      const { failures } = await explore(inWorld(clouds[cloud], story), most(cloud, name));
      expect(failures).toEqual([]);
    },
    900_000,
  );
});
