import { dataImage } from "../../provider/resources/dataImage";
import { fullEcsImage } from "../../provider/resources/fullEcsImage";
import { rulesOf } from "./rulesOf";

const uuid = "16369c5d-384d-4e64-b37a-56d898769362";
const family = ["otc", "otc-swiss", "huaweicloud"] as const;

const resources = [
  ["FullEcsImage", rulesOf(fullEcsImage, { name: "web", source: { cbrBackupId: uuid } })],
  [
    "DataImage",
    rulesOf(dataImage, { name: "web", source: { bucket: "files", object: "a.qcow2" }, minDiskGiB: 40 }),
  ],
] as const;

describe.each(resources)("every %s", (_, { passes, breaks, issues }) => {
  it("exists on the Huawei family alone, and on other clouds nothing else is reported", () => {
    passes(family, {});
    breaks(["openstack", "zstack"], {}, "cloud", /exist on Open Telekom Cloud and Huawei Cloud only/);
    breaks(["openstack", "zstack"], { name: "a/b", tags: { "a b ": "c" } }, "cloud", /profile is/);
  });

  it("has a name of 1 to 128 characters, on Huawei Cloud also Chinese ones", () => {
    for (const name of ["a", "Web-1.0_b c", "x".repeat(128)]) passes(family, { name });
    for (const name of ["", "x".repeat(129), " a", "a ", "a/b", "a\n", "ü"])
      breaks(family, { name }, "name", /1 to 128 of the characters.*got "/);
    passes(["huaweicloud"], { name: "镜像" });
    breaks(["otc", "otc-swiss"], { name: "镜像" }, "name", /Open Telekom Cloud/);
  });

  it("has a description of 1024 characters at most, without line breaks and angle brackets", () => {
    passes(family, { description: "ü".repeat(1024) });
    for (const description of ["x".repeat(1025), "a\nb", "a<b", "a>b"])
      breaks(family, { description }, "description", /at most 1024 characters/);
  });

  it("has the tags that a VolumeImage has, and not ours", () => {
    const tags = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, "v"]));
    passes(family, { tags: tags(9) });
    breaks(["otc"], { tags: tags(10) }, "tags", /at most 9 tags; got 10/);
    breaks(["huaweicloud"], { tags: tags(20) }, "tags", /at most 19 tags; got 20/);
    passes(family, { tags: { ["k".repeat(36)]: "v".repeat(43), "A-z_0": "", version: "1.2.3" } });
    breaks(family, { tags: { "a=b": "v" } }, "tags.a=b", /key has 1 to/);
    breaks(["otc"], { tags: { key: "v".repeat(44) } }, "tags.key", /value has at most 43/);
    breaks(family, { tags: { key: 7 } }, "tags.key", /a text; got the number 7/);
    breaks(family, { tags: { "pulumi-cloud-images": "x" } }, "tags.pulumi-cloud-images", /managed/);
  });

  it("has memory in whole MiB, the least no more than the most", () => {
    passes(family, { minRamMiB: 0, maxRamMiB: 0 });
    passes(family, { minRamMiB: 2048, maxRamMiB: 2048 });
    passes(family, { minRamMiB: 2048, maxRamMiB: 0 });
    breaks(
      family,
      { minRamMiB: 2049, maxRamMiB: 2048 },
      "minRamMiB",
      /must be at most maxRamMiB \(2048\); got 2049/,
    );
    for (const field of ["minRamMiB", "maxRamMiB"])
      for (const wrong of [-1, 0.5, "1024"]) breaks(family, { [field]: wrong }, field, /./);
  });

  it("has an enterprise project, 0, an empty text or a UUID, but on the Swiss cloud", () => {
    for (const enterpriseProjectId of ["0", "", uuid])
      passes(["otc", "huaweicloud"], { enterpriseProjectId });
    breaks(["otc-swiss"], { enterpriseProjectId: "0" }, "enterpriseProjectId", /has no such setting/);
    breaks(["otc"], { enterpriseProjectId: "default" }, "enterpriseProjectId", /UUID/);
  });

  it("has a cloud with a name, and time-outs that are durations", () => {
    passes(family, { cloud: "prod", timeouts: { create: "2h", update: "90s", delete: "1h30m" } });
    breaks(family, { cloud: "" }, "cloud", /./);
    breaks(family, { timeouts: { create: "soon" } }, "timeouts.create", /such as "90s"/);
    breaks(family, { timeouts: { read: "1m" } }, "timeouts.read", /misspelt/);
  });

  it("needs a source, and has no argument that it does not know", () => {
    breaks(family, { source: undefined }, "source", /this argument is required/);
    breaks(family, { source: "a" }, "source", /\{ .*\}.*; got "a"/);
    breaks(
      family,
      { volumeId: uuid },
      "volumeId",
      /no such argument here: volumeId is an argument of VolumeImage/,
    );
  });

  it("is judged as far as it is known: until the cloud is, no rule of a cloud is", () => {
    expect(issues({ name: "图/", description: "a\nb", enterpriseProjectId: "0" }, undefined)).toEqual([]);
  });
});
