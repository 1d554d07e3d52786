import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalCloud, startCloud } from "../../local-cloud";
import { openProgramPreflight } from "../../provider/pulumi/preflight/programPreflight";
import { connections } from "../../provider/pulumi/program/connections";
import { configuredSources } from "../../provider/pulumi/program/sources";
import { dataImage } from "../../provider/resources/dataImage";
import { volumeImage } from "../../provider/resources/volumeImage";
import { testInWhole } from "../whole";
import { type Lab, openLab } from "./harness/lab";
import type { ProviderProcess } from "./harness/providerProcess";
import { failureOf, owner, Stack, urnOf } from "./harness/stack";
import { jobImage, template } from "./harness/subjects";

const calls = (lab: Lab, route: string) => lab.wire().filter((name) => name === route).length;

/** As many images at once, each of an object of its own. */
function objectImages(lab: Lab, process: ProviderProcess, count: number, bucket = "exports") {
  return Promise.allSettled(
    Array.from({ length: count }, (_, at) => {
      const object = `disk-${at}`;
      lab.cloud.addObject({ bucket, key: object });
      const name = `${bucket}-${at}`;
      return lab.stack(name).up(process, lab.args({ name, source: { bucket, object } }));
    }),
  );
}

describe("images that are made at once from objects of one bucket", () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(jobImage("otc", "an object"), { settings: { imageQuota: 1_000 } });
  });
  afterEach(() => lab.close());

  const oneCallEach = async (count: number) => {
    const process = lab.process({ preflight: "error" });
    await objectImages(lab, process, count);
    expect(lab.creates()).toBe(count);
    expect(calls(lab, "ims.showQuota")).toBe(1);
    expect(calls(lab, "obs.headBucket")).toBe(1);
    expect(calls(lab, "obs.headObject")).toBe(count);
    expect(process.warnings).toEqual([]);
  };

  test.each([1, 50])("%s read the quota and the bucket once", oneCallEach);
  testInWhole("200, too", () => oneCallEach(200));

  test("also one after the other, hours apart; another process sends its own calls", async () => {
    const process = lab.process({ preflight: "error" });
    await objectImages(lab, process, 1);
    await lab.clock.sleep(3 * 3_600_000);
    const args = lab.args({ name: "later" });
    await lab.stack("later").up(process, args);
    expect([calls(lab, "ims.showQuota"), calls(lab, "obs.headBucket")]).toEqual([1, 1]);
    await lab.stack("next").up(lab.process({ preflight: "error" }), lab.args({ name: "next" }));
    expect([calls(lab, "ims.showQuota"), calls(lab, "obs.headBucket")]).toEqual([2, 2]);
  });

  test("two buckets are two questions", async () => {
    lab.cloud.addBucket({ name: "other", storageClass: "WARM" });
    const process = lab.process({ preflight: "error" });
    const [good, bad] = await Promise.all([
      objectImages(lab, process, 5),
      objectImages(lab, process, 5, "other"),
    ]);
    expect(good.every(({ status }) => status === "fulfilled")).toBe(true);
    expect(bad.every(({ status }) => status === "rejected")).toBe(true);
    expect(lab.creates()).toBe(5);
  });

  test("two clouds of one program, with projects of their own, are not mixed up", async () => {
    const process = lab.process({ preflight: "warn", otherEntry: "huaweicloud" });
    lab.cloud.addBucket({ profile: "huaweicloud", name: "exports-cn" });
    lab.cloud.addObject({ bucket: "exports-cn", key: "d" });
    await Promise.all([
      lab.stack("one").up(process, lab.args({ name: "one" })),
      lab
        .stack("two")
        .up(
          process,
          lab.args({ name: "two", cloud: "huaweicloud", source: { bucket: "exports-cn", object: "d" } }),
        ),
    ]);
    expect(calls(lab, "ims.showQuota")).toBe(2);
  });

  test("a bucket that did not exist is read again by the next: the program may have made it meanwhile", async () => {
    const process = lab.process({ preflight: "error" });
    const args = lab.args({ name: "g", source: { bucket: "new", object: "d" } });
    expect((await failureOf(lab.stack().up(process, args))).message).toContain("there is no bucket new");
    lab.cloud.addBucket({ name: "new" });
    lab.cloud.addObject({ bucket: "new", key: "d" });
    await lab.stack().up(process, args);
    expect(lab.images()).toMatchObject([{ name: "g" }]);
  });

  test("a probe that failed is sent again by the next", async () => {
    lab.cloud.addFault({ route: "ims.showQuota", kind: "status", status: 403 });
    const process = lab.process({ preflight: "error" });
    await lab.stack("one").up(process, lab.args({ name: "one" }));
    expect(process.warnings).toEqual([expect.stringContaining("could not look at the quota")]);
    await lab.stack("two").up(process, lab.args({ name: "two" }));
    expect(process.warnings).toHaveLength(1);
    expect(calls(lab, "ims.showQuota")).toBe(2);
  });

  test("an answer serves as many images as it has room for: the next ones send a new call", async () => {
    lab.cloud.configure({ imageQuota: 3 });
    const process = lab.process({ preflight: "error" });
    await objectImages(lab, process, 3);
    expect(calls(lab, "ims.showQuota")).toBe(1);
    const requests = calls(lab, "ims.showQuota");
    const error = await failureOf(lab.stack("late").up(process, lab.args({ name: "late" })));
    expect(error.message).toContain("the quota of private images is used up (3 of 3)");
    expect(calls(lab, "ims.showQuota")).toBe(requests + 1);
    lab.cloud.configure({ imageQuota: 10 });
    await lab.stack("late").up(process, lab.args({ name: "late" })); // somebody has had it raised meanwhile
    expect(lab.images().map(({ name }) => name)).toContain("late");
  });
});

test("50 exports read the quota once, and each volume", async () => {
  const lab = await openLab("otc", { settings: { imageQuota: 1_000 } });
  try {
    const process = lab.process({ preflight: "error" });
    const volumes = Array.from({ length: 50 }, () => lab.cloud.addVolume({ profile: "otc", sizeGiB: 1 }));
    await Promise.all(
      volumes.map(({ id }, at) => new Stack(`v${at}`).up(process, { name: `v${at}`, volumeId: id })),
    );
    expect(calls(lab, "ims.showQuota")).toBe(1);
    expect(lab.creates()).toBe(50);
  } finally {
    await lab.close();
  }
});

test("20 images of servers that go to one vault read it once", async () => {
  const lab = await openLab(jobImage("otc", "a server"), { settings: { imageQuota: 1_000 } });
  try {
    const vault = lab.cloud.addVault({ sizeGiB: 100_000 });
    const process = lab.process({ preflight: "error" });
    const servers = Array.from({ length: 20 }, () => lab.cloud.addServer({ profile: "otc" }));
    await Promise.all(
      servers.map(({ id }, at) =>
        lab
          .stack(`s${at}`)
          .up(process, lab.args({ name: `s${at}`, source: { instanceId: id, vaultId: vault.id } })),
      ),
    );
    expect(calls(lab, "cbr.showVault")).toBe(1);
    expect(calls(lab, "ims.showQuota")).toBe(1);
    expect(lab.creates()).toBe(20);
  } finally {
    await lab.close();
  }
});

test("20 templates that go to the same storages read them once", async () => {
  const lab = await openLab(template);
  try {
    const process = lab.process({ preflight: "error" });
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => {
        const snapshotUuid = lab.cloud.addSnapshot().uuid;
        return lab.stack(`t${at}`).up(process, lab.args({ name: `t${at}`, snapshotUuid }));
      }),
    );
    expect(calls(lab, "zstack.queryBackupStorage")).toBe(1);
    expect(lab.creates()).toBe(20);
  } finally {
    await lab.close();
  }
});

/** The program's own preflight, in the process of the program. */
describe("200 images in a preview", () => {
  let cloud: LocalCloud;
  let volumeId: string;
  let home: string;
  const env = { ...process.env };
  beforeEach(async () => {
    cloud = await startCloud({ settings: { imageQuota: 1_000 } });
    volumeId = cloud.addVolume({ profile: "otc", sizeGiB: 1 }).id;
    home = mkdtempSync(join(tmpdir(), "many-"));
    const file = join(home, "clouds.yaml");
    writeFileSync(file, JSON.stringify({ clouds: cloud.credentials }));
    Object.assign(process.env, { OS_CLIENT_CONFIG_FILE: file, OS_CLOUD: "otc" });
  });
  afterEach(async () => {
    for (const name of ["OS_CLIENT_CONFIG_FILE", "OS_CLOUD"])
      if (env[name] === undefined) delete process.env[name];
      else process.env[name] = env[name];
    rmSync(home, { recursive: true });
    await cloud.close();
  });

  const calls = (route: string) => cloud.requests().filter((request) => request.route === route).length;
  const look200 = async (kind: "volumes" | "objects") => {
    const clouds = connections(
      configuredSources(() => undefined),
      () => {},
    );
    const preflight = openProgramPreflight(clouds);
    if (kind === "objects") cloud.addBucket({ name: "exports" });
    const looks = Array.from({ length: 200 }, (_, at) => {
      const name = `image-${at}`;
      if (kind === "objects") {
        const object = `disk-${at}`;
        cloud.addObject({ bucket: "exports", key: object });
        const given = { name, source: { bucket: "exports", object }, minDiskGiB: 40 };
        return preflight.probe(dataImage, { urn: urnOf(name, "DataImage"), owner, given, log: {} }, "error");
      }
      const given = { name, volumeId };
      return preflight.probe(volumeImage, { urn: urnOf(name), owner, given, log: {} }, "error");
    });
    const verdicts = await Promise.all(looks);
    await clouds.close();
    return verdicts;
  };

  test("of one bucket read the quota and the bucket once a cloud", async () => {
    const verdicts = await look200("objects");
    expect(verdicts.every(({ refusal, warnings }) => refusal === undefined && warnings.length === 0)).toBe(
      true,
    );
    expect([calls("ims.showQuota"), calls("obs.headBucket")]).toEqual([1, 1]);
  });

  test("of one volume read the quota and the volume once", async () => {
    await look200("volumes");
    expect([calls("ims.showQuota"), calls("evs.showVolume")]).toEqual([1, 1]);
  });

  test("for which there is no room are refused, each, after one question", async () => {
    cloud.configure({ imageQuota: 0 });
    const verdicts = await look200("volumes");
    expect(verdicts.every(({ refusal }) => refusal?.includes("is used up (0 of 0)"))).toBe(true);
    expect(calls("ims.showQuota")).toBe(1);
  });

  test("for some of which there is room: that they are too many is reported once, and refuses none", async () => {
    cloud.configure({ imageQuota: 120 });
    const verdicts = await look200("volumes");
    expect(verdicts.flatMap(({ warnings }) => warnings)).toEqual([
      expect.stringContaining("room for 120 more"),
    ]);
    expect(verdicts.every(({ refusal }) => refusal === undefined)).toBe(true);
    expect(calls("ims.showQuota")).toBe(1);
  });
});
