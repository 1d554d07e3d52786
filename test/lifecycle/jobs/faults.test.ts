import { CloudError } from "../../../provider/http/errors";
import { KeptError } from "../../../provider/lifecycle/kept";
import { whole } from "../../whole";
import { canaryPasswords, canarySecretKeys, secretsIn } from "../canary";
import { endured } from "../endured";
import { faultsOf, lastingFaults, mayApply, type PlayedFault } from "../everyFault";
import type { ProviderProcess } from "../lab";
import { openLabOnOwnPort } from "../refusal";
import { failureOf, type Stack } from "../stack";
import { type JobLab, type Origin, openJobLab, origins } from "./jobLab";

interface Scene {
  readonly lab: JobLab;
  readonly stack: Stack;
}

interface Plot {
  /** The calls that the operation makes: all of them (the first test says so). */
  readonly calls: readonly string[];
  before?(scene: Scene, process: ProviderProcess): Promise<unknown>;
  play(scene: Scene, process: ProviderProcess): Promise<void>;
}

const job = "ims.showJob";
const limit = { timeouts: { create: "5m", update: "5m", delete: "5m" } };
const golden = ({ lab }: Scene) => lab.args(limit);
const silver = ({ lab }: Scene) => lab.args({ ...limit, name: "silver", tags: { team: "lab" } });
const make: Plot["play"] = (scene, process) => scene.stack.up(process, golden(scene));

const plotsOf = (create: string): Record<string, Plot> => ({
  create: { calls: ["iam.createToken", "ims.listImages", create, job, "ims.tagAction"], play: make },
  resume: {
    calls: ["iam.createToken", "ims.listImages", job, "ims.updateImage", "ims.tagAction"],
    before: (scene, process) =>
      failureOf(scene.stack.up(process, scene.lab.args({ timeouts: { create: "20s", update: "5m" } }))),
    play: (scene, process) => scene.stack.up(process, silver(scene)),
  },
  update: {
    calls: ["iam.createToken", "ims.listImages", "ims.updateImage", "ims.tagAction"],
    before: make,
    play: (scene, process) => scene.stack.up(process, silver(scene)),
  },
  refresh: {
    calls: ["iam.createToken", "ims.listImages"],
    before: make,
    play: ({ stack }, process) => stack.refresh(process),
  },
  delete: {
    calls: ["iam.createToken", "ims.listImages", "ims.listTags", "ims.deleteImage"],
    before: make,
    play: ({ stack }, process) => stack.destroy(process),
  },
});

/** The calls are the same for every origin but for the create's own: every day one of them, in CI all. */
const told: readonly Origin[] = whole ? origins : ["an object"];

describe.each(told)("an image from %s, made by a job", (origin) => {
  const create = origin === "an object" ? "ims.createDataImage" : "ims.createFullEcsImage";
  const plots = plotsOf(create);

  describe.each(Object.keys(plots))("%s", (story) => {
    const plot = plots[story] as Plot;
    let counts: Map<string, number>;
    beforeAll(async () => {
      counts = await faultFree(origin, plot);
    });

    test("makes exactly the calls that are told here", () => {
      expect([...counts.keys()].sort()).toEqual([...plot.calls].sort());
    });

    describe.each(plot.calls)("ends well, at the latest with the next run, when %s suffers", (route) => {
      test.each(faultsOf(route))("%s", async (_, kind) => {
        const first = { route, ...kind } as PlayedFault;
        const second: PlayedFault = { ...first, nth: 2 };
        for (const fault of (counts.get(route) ?? 0) > 1 && whole ? [first, second] : [first]) {
          await tell(origin, story, plot, fault);
          if (mayBeServed(fault, create))
            await tell(origin, story, plot, { ...fault, applied: true } as PlayedFault);
        }
      });

      if (whole)
        test.each(lastingFaults)("%s without end", async (name) => {
          const kind = faultsOf(route).find(([one]) => one === name)?.[1];
          if (kind !== undefined)
            await tell(origin, story, plot, { route, times: 1e6, ...kind } as PlayedFault);
        });
    });
  });
});

/** A call that the cloud may serve although it answers so. A cloud that refuses a create and makes it all the same is no cloud. */
function mayBeServed(fault: PlayedFault, create: string): boolean {
  if (fault.route !== create) return mayApply(fault);
  const refusals = ["refused", "throttle", "unauthorized", "redirect"];
  return !refusals.includes(fault.kind) && !("headers" in fault);
}

async function open(origin: Origin, fault?: PlayedFault): Promise<Scene> {
  const lab = await openJobLab(
    "otc",
    origin,
    { passwords: canaryPasswords, secretKeys: canarySecretKeys, settings: { jobSeconds: 45 } },
    fault?.kind === "refused" ? openLabOnOwnPort : undefined,
  );
  return { lab, stack: lab.stack() };
}

async function faultFree(origin: Origin, plot: Plot): Promise<Map<string, number>> {
  const scene = await open(origin);
  try {
    await plot.before?.(scene, scene.lab.process());
    scene.lab.forget();
    await plot.play(scene, scene.lab.process());
    const counts = new Map<string, number>();
    for (const route of scene.lab.wire()) counts.set(route, (counts.get(route) ?? 0) + 1);
    return counts;
  } finally {
    await scene.lab.close();
  }
}

async function tell(origin: Origin, story: string, plot: Plot, fault: PlayedFault): Promise<void> {
  const scene = await open(origin, fault);
  const { lab, stack } = scene;
  try {
    await plot.before?.(scene, lab.process());
    const since = lab.clock.elapsed();
    const process = lab.process();
    const error = await endured(lab, fault, () => plot.play(scene, process));
    if (error !== undefined && !(error instanceof KeptError)) expect(error).toBeInstanceOf(CloudError);
    expect(secretsIn([error, process.said, stack.recorded, process.connect(undefined)])).toEqual([]);
    expect(lab.clock.elapsed() - since).toBeLessThan(25 * 60_000);
    await endWell(scene, story);
  } finally {
    await lab.close();
  }
}

/** One image or none, as the program says, whatever was suffered; and never a second create that the cloud accepted. */
async function endWell(scene: Scene, story: string): Promise<void> {
  const { lab, stack } = scene;
  if (story === "delete") {
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
    return;
  }
  expect(lab.images().length).toBeLessThanOrEqual(1);
  await stack.up(lab.process(), silver(scene));
  expect(lab.images()).toMatchObject([{ name: "silver", status: "active" }]);
  expect(lab.images()[0]?.tags).toHaveLength(2);
  expect(lab.cloud.jobs()).toHaveLength(1);
  expect(stack.recorded?.outputs.imageId).toBe(lab.image().id);
  expect(stack.plan(silver(scene))).toBe("same");
}
