import { whole } from "../whole";
import { explore } from "./explorer";
import { inWorld } from "./stories";
import { clouds, stories } from "./worlds";

/** Some hundred histories each with two faults: quick enough for every whole run. */
const quick = ["a refresh", "a destroy", "a change"];

/**
 * How many things out of the ordinary happen in one history. With two, each pair of faults of each pair of calls is tried: some
 * thousand histories for a story, and some minutes for all, by `EXPLORE=2 npx jest test/explore --selectProjects unit`.
 */
const most = (cloud: string, story: string): number => {
  if (process.env.EXPLORE !== undefined) return Number(process.env.EXPLORE);
  return whole && (quick.includes(story) || cloud === "marks by name") ? 2 : 1;
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
