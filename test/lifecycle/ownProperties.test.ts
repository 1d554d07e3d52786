import { huaweiFailures } from "../../provider/clouds/huawei/failures/huaweiFailures";
import { phaseOf } from "../../provider/clouds/image";
import { zstackFailures } from "../../provider/clouds/zstack/failures";
import { sourceOf } from "../../provider/policies/sourceOf";
import { tagIssues } from "../../provider/resources/issues";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { Stack } from "./harness/stack";
import { jobImage } from "./harness/subjects";

/** What every object answers to without having it. */
const inherited = Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== "__proto__");

describe("words that every object knows", () => {
  let lab: Lab;
  let opened: Lab | undefined;
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });
  const userTags = () => lab.images()[0]?.tags.filter((tag) => !tag.startsWith("pulumi-cloud-images="));

  describe.each(profiles)("as keys of tags on %s", (profile) => {
    beforeEach(async () => {
      lab = opened = await openLab(profile);
    });

    test("are set, changed and removed like others", async () => {
      const stack = new Stack();
      const up = (tags: Record<string, string>) =>
        stack.up(lab.process(), { name: "golden", volumeId: lab.volume.id, tags });
      for (const key of ["constructor", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf"]) {
        await up({ [key]: "one", team: "a" });
        expect(userTags()).toEqual([`${key}=one`, "team=a"].sort());
        await up({ [key]: "two", team: "a" });
        expect(userTags()).toEqual([`${key}=two`, "team=a"].sort());
        expect(stack.plan({ name: "golden", volumeId: lab.volume.id, tags: { team: "a" } })).toBe("update");
        await up({ team: "a" });
        expect(userTags()).toEqual(["team=a"]);
      }
    });

    test("are removed when somebody else has set them, the one included that no program can set", async () => {
      const stack = new Stack();
      const args = { name: "golden", volumeId: lab.volume.id, tags: { team: "a" } };
      await stack.up(lab.process(), args);
      const { id, tags } = lab.image();
      lab.cloud.patchImage(id, { tags: [...tags, "constructor=x", "__proto__=y"] });
      await stack.refresh(lab.process());
      await stack.up(lab.process(), args);
      expect(userTags()).toEqual(["team=a"]);
    });
  });

  test("as keys of the tags with which a job makes an image are set and removed", async () => {
    const jobs: Lab = await openLab(jobImage("otc", "an object"));
    lab = opened = jobs;
    const stack = jobs.stack();
    await stack.up(lab.process(), jobs.args({ tags: { constructor: "a", toString: "b" } }));
    expect(userTags()).toEqual(["constructor=a", "toString=b"]);
    await stack.up(lab.process(), jobs.args({ tags: { valueOf: "c" } }));
    expect(userTags()).toEqual(["valueOf=c"]);
  });

  test("but the one that JavaScript loses are refused as keys of tags no more than others are", () => {
    for (const profile of profiles) {
      for (const key of inherited.filter((name) => !name.startsWith("__")))
        expect(tagIssues({ [key]: "x" }, profile)).toEqual([]);
      expect(tagIssues(JSON.parse('{"__proto__":"x"}'), profile)).toMatchObject([
        { property: "tags.__proto__" },
      ]);
    }
  });

  test.each([...inherited, "__proto__"])("mean nothing as a status, a code or an origin: %s", (word) => {
    expect(phaseOf(word)).toBe("pending");
    for (const status of [200, 400, 503]) {
      const complaint = { status, message: "it failed" };
      expect(huaweiFailures({ ...complaint, code: word })).toEqual(
        huaweiFailures({ ...complaint, code: "NO.1" }),
      );
      expect(zstackFailures({ ...complaint, code: word })).toEqual(
        zstackFailures({ ...complaint, code: "NO.1" }),
      );
    }
    expect(sourceOf({ props: { dataOrigin: `${word},x` } } as never)).toBeUndefined();
  });
});
