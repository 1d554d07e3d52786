import { check } from "../../provider/pulumi/dynamic/provider/verbs";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { Stack } from "./harness/stack";
import { jobImage } from "./harness/subjects";

/** EVS has the operating system in lower case, IMS like a name: a program may take it from either page. */
const words = [
  ["linux", "Linux"],
  ["windows", "Windows"],
] as const;

describe.each(profiles)("on %s", (profile) => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(profile);
  });
  afterEach(() => lab.close());

  test.each(words)("%s and %s are one operating system, of one mark", async (lower, upper) => {
    const golden = (osType: string, more: object = {}) => ({
      name: "golden",
      volumeId: lab.volume.id,
      osType,
      ...more,
    });
    const [stack, other] = [new Stack(), new Stack()];
    await stack.up(lab.process(), golden(upper));
    expect(stack.recorded?.outputs).toMatchObject({ osType: lower, __args: { osType: lower } });
    expect([stack.plan(golden(lower)), stack.plan(golden(upper))]).toEqual(["same", "same"]);

    await stack.refresh(lab.process());
    expect(stack.recorded?.inputs).toMatchObject({ osType: lower });
    expect([stack.plan(golden(lower)), stack.plan(golden(upper))]).toEqual(["same", "same"]);
    await stack.up(lab.process(), golden(upper, { description: "nightly" }));
    expect(lab.creates()).toBe(1);

    const { __tag: mark } = stack.recorded?.outputs ?? {};
    await stack.destroy(lab.process());
    await other.up(lab.process(), golden(lower));
    const marker = (tag: unknown) => String(tag).slice(0, 29);
    expect(marker(other.recorded?.outputs.__tag)).toBe(marker(mark));
    expect(other.plan(golden(upper))).toBe("same");
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
  });

  test("what a plan hands on has one spelling, and no other word is taken", () => {
    const plan = (osType: unknown, before: object = {}) => {
      const args = { name: "golden", volumeId: lab.volume.id, osType };
      const { inputs, failures } = check(new Stack().resource, args, lab.process(), { ...before });
      return failures.length > 0 ? failures : inputs.osType;
    };
    expect(plan("Windows")).toBe("windows");
    expect(plan("windows", { osType: "windows" })).toBe("windows");
    expect(plan("Linux", { osType: "linux" })).toBe("linux");
    for (const wrong of ["LINUX", "wINDOWS", "", "Other", 7, ["Linux"]]) {
      expect(plan(wrong)).toEqual([
        { property: "osType", reason: expect.stringMatching(/^must be one of "linux", "windows"; got /) },
      ]);
    }
  });
});

test.each(words)("a data image takes %s and %s, and IMS gets its own word", async (lower, upper) => {
  const lab = await openLab(jobImage("otc", "an object"));
  const stack = lab.stack();
  await stack.up(lab.process(), lab.args({ osType: upper }));
  const create = lab.cloud.requests().find(({ route }) => route === lab.routes.create);
  expect(create?.body).toMatchObject({ os_type: upper });
  expect([lower, upper].map((osType) => stack.plan(lab.args({ osType })))).toEqual(["same", "same"]);
  if (lower === "linux") expect(stack.plan(lab.args())).toBe("same"); // it is what is made without a word
  await lab.close();
});
