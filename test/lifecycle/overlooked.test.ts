import type { NewFault } from "../../local-cloud";
import { kinds, type Opened } from "./absentKinds";
import { interrupted } from "./harness/interruptions";
import { failureOf } from "./harness/stack";

/** A run was killed over an image, and what searches for that by its mark shows nothing for once. */
describe.each(kinds.filter(({ name }) => !name.includes("Template")))(
  "an unfinished image that the search by its mark does not show: $name",
  (kind) => {
    let at: Opened;
    let id: string;
    beforeEach(async () => {
      at = await kind.open();
      const first = at.lab.process({ machine: "another" });
      void at.lab.clock.sleep(10_000).then(() => first.interrupt(interrupted()));
      await failureOf(at.stack().up(first, at.args)); // its state is lost
      at.lab.clock.skip(3_600_000);
      id = at.there()[0] ?? "";
      at.lab.forget();
    });
    afterEach(() => at.lab.close());

    const searches = (times: number) => {
      for (const query of ["name", "tag"])
        at.lab.cloud.addFault({
          route: at.list.route,
          query,
          kind: "status",
          status: 200,
          body: at.emptyList,
          times,
        } as NewFault);
    };
    const process = () => at.lab.process({ preflight: "warn" });

    test.each([1, 1_000])(
      "%i times: it is gone on with all the same, and no second one is made",
      async (times) => {
        searches(times);
        const stack = at.stack();
        await stack.up(process(), at.args);
        expect(at.there()).toEqual([id]);
        expect(stack.recorded?.outputs.imageId).toBe(id);
        expect(at.lab.creates()).toBe(0);
      },
    );

    test("and cannot be read: the create fails, and makes no second one", async () => {
      searches(1);
      at.lab.cloud.addFault({
        ...at.show,
        kind: "status",
        status: 404,
        body: "default backend - 404",
        times: 1_000,
      } as NewFault);
      const error = await failureOf(at.stack().up(process(), at.args));
      expect(error.message).toMatch(/it is not clear whether image .* default backend - 404/);
      expect(at.lab.creates()).toBe(0);
      at.lab.cloud.clearFaults();
      await at.stack().up(process(), at.args);
      expect(at.there()).toEqual([id]);
    });

    test("and was deleted since the list: a new one is made", async () => {
      const one = process();
      const cloud = one.connect(undefined);
      const before = await cloud.allImages();
      cloud.allImages = async () => before;
      at.lose(id);
      const stack = at.stack();
      await stack.up(one, at.args);
      expect(at.there()).toEqual([stack.recorded?.outputs.imageId]);
      expect(at.lab.creates()).toBe(1);
    });
  },
);
