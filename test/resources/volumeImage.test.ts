import type { Profile } from "../../provider/clouds/settings";
import { issuesOf } from "../../provider/lifecycle/state/inputs";
import { volumeImage } from "../../provider/resources/volumeImage";
import { rulesOf } from "./rulesOf";

const volumeId = "16369c5d-384d-4e64-b37a-56d898769362";
const huaweiFamily = ["otc", "otc-swiss", "huaweicloud"] as const;
const exporting = [...huaweiFamily, "openstack"] as const;

const { issues, passes, breaks } = rulesOf(volumeImage, { name: "web", volumeId });

it("exists on every cloud but ZStack, for which the error names the alternative", () => {
  passes(exporting, {});
  breaks(["zstack"], {}, "cloud", /exist on otc, otc-swiss, huaweicloud, openstack only.*DataVolumeTemplate/);
});

it("is hidden from lists on OpenStack alone", () => {
  passes(["openstack"], { hidden: true });
  breaks(huaweiFamily, { hidden: true }, "hidden", /has no such setting; it exists on openstack/);
});

it("attaches disks to a bus that Nova knows, on OpenStack alone", () => {
  for (const diskBus of ["virtio", "scsi", "sata", "ide", "usb", "fdc", "xen", "lxc", "uml"])
    passes(["openstack"], { diskBus });
  for (const diskBus of ["SCSI", "nvme", "", true])
    breaks(["openstack"], { diskBus }, "diskBus", /one of "virtio", "scsi".*; got/);
  breaks(huaweiFamily, { diskBus: "scsi" }, "diskBus", /has no such setting; it exists on openstack/);
});

describe("the name", () => {
  it.each(["a", "Web-1.0_b c", "7", "-", "._-", "x".repeat(128), "a b"])(
    "%p is good on every cloud",
    (name) => {
      passes(exporting, { name });
    },
  );

  it.each(["", "x".repeat(129), " a", "a ", " ", "a/b", "a:b", "a\n", "a\tb", "ü", "a+b", "a@b", "😀"])(
    "%p is refused by OTC and Huawei Cloud, as on their pages",
    (name) => {
      breaks(
        huaweiFamily,
        { name },
        "name",
        /1 to 128 of the characters.*neither starts nor ends with a space/,
      );
    },
  );

  it.each(["图像", "镜像-1.0 测试", "中".repeat(128), "𠮷"])(
    "%p, with Chinese characters, is good on Huawei Cloud alone",
    (name) => {
      passes(["huaweicloud"], { name });
      breaks(["otc", "otc-swiss"], { name }, "name", /Open Telekom Cloud/);
    },
  );

  it("of Chinese characters has 128 of them at most as well", () => {
    breaks(["huaweicloud"], { name: "中".repeat(129) }, "name", /1 to 128/);
  });

  it("on OpenStack is any text of 1 to 255 characters", () => {
    passes(["openstack"], { name: " ünï/cödé\n图 " });
    passes(["openstack"], { name: "图".repeat(255) });
    breaks(["openstack"], { name: "" }, "name", /1 to 255/);
    breaks(["openstack"], { name: "x".repeat(256) }, "name", /1 to 255/);
  });

  it("is quoted where it breaks the rule", () => {
    expect(issues({ name: "a/b" }, "otc")[0]?.reason).toContain('got "a/b"');
  });
});

describe("the volume's id", () => {
  it("is a UUID, in either case", () => {
    passes(exporting, { volumeId: volumeId.toUpperCase() });
    for (const wrong of ["", "vol-1", `${volumeId}x`, volumeId.slice(1), `../${volumeId}`]) {
      breaks(exporting, { volumeId: wrong }, "volumeId", /UUID/);
    }
  });

  it("is required", () => {
    expect(issuesOf(volumeImage, { name: "web" }, "otc")).toEqual([
      { property: "volumeId", reason: "this argument is required" },
    ]);
  });
});

describe("formats", () => {
  it.each(["vhd", "zvhd", "zvhd2", "raw", "qcow2"])(
    "%s is a disk format of OTC and Huawei Cloud",
    (diskFormat) => {
      passes(huaweiFamily, { diskFormat });
    },
  );

  it.each(["raw", "vmdk", "vdi", "qcow2", "vhd", "vhdx", "ploop"])(
    "%s is a disk format of OpenStack",
    (diskFormat) => {
      passes(["openstack"], { diskFormat });
    },
  );

  it.each(["ami", "ari", "aki", "ovf", "bare"])("%s is a container format of all", (containerFormat) => {
    passes(exporting, { containerFormat });
  });

  it.each(["ova", "docker", "compressed"])(
    "%s is a container format of OpenStack alone",
    (containerFormat) => {
      passes(["openstack"], { containerFormat });
      breaks(
        huaweiFamily,
        { containerFormat },
        "containerFormat",
        /one of ami, ari, aki, ovf, bare on this cloud/,
      );
    },
  );

  it.each(["vmdk", "vdi", "vhdx", "ploop", "iso", "RAW", ""])(
    "%p is refused by OTC and Huawei Cloud",
    (diskFormat) => {
      breaks(
        huaweiFamily,
        { diskFormat },
        "diskFormat",
        /one of vhd, zvhd, zvhd2, raw, qcow2 on this cloud; got/,
      );
    },
  );

  it.each(["zvhd", "zvhd2", "iso", ""])("%p is refused by OpenStack", (diskFormat) => {
    breaks(["openstack"], { diskFormat }, "diskFormat", /on OpenStack; got/);
  });
});

describe("the description", () => {
  it("on OTC and Huawei Cloud has 1024 characters at most, and no line break or angle bracket", () => {
    passes(huaweiFamily, { description: "" });
    passes(huaweiFamily, { description: "ü".repeat(1024) });
    passes(huaweiFamily, { description: "😀".repeat(1024) }); // one character each, though two for JavaScript
    breaks(huaweiFamily, { description: "😀".repeat(1025) }, "description", /at most 1024 characters/);
    passes(huaweiFamily, { description: "Data disk 1 of Fedora, 数据盘。" });
    for (const description of ["x".repeat(1025), "a\nb", "a\rb", "a<b", "a>b"]) {
      breaks(huaweiFamily, { description }, "description", /at most 1024 characters/);
    }
  });

  it("on OpenStack is any text", () => {
    passes(["openstack"], { description: "a\nb<c>" });
    passes(["openstack"], { description: "x".repeat(4000) });
    breaks(["openstack"], { description: "x".repeat(4001) }, "description", /at most 4000 characters/);
  });
});

describe("enumerations, numbers and switches", () => {
  it.each([
    ["osType", ["linux", "windows"], ["Linux", "other", "", 1]],
    ["firmwareType", ["bios", "uefi"], ["UEFI", ""]],
    ["force", [true, false], ["true", 1]],
    ["vifMultiqueue", [true, false], ["yes"]],
    ["minRamMiB", [0, 1024], [-1, 0.5, "1024", Number.POSITIVE_INFINITY]],
  ])("%s", (field, good, bad) => {
    for (const value of good) passes(exporting, { [field]: value });
    for (const value of bad) {
      for (const profile of exporting) {
        expect(issues({ [field]: value }, profile).map(({ property }) => property)).toEqual([field]);
      }
    }
  });

  it("the most memory is no less than the least, where it is set", () => {
    passes(huaweiFamily, { minRamMiB: 2048, maxRamMiB: 2048 });
    passes(huaweiFamily, { minRamMiB: 2048, maxRamMiB: 0 });
    breaks(
      huaweiFamily,
      { minRamMiB: 2048, maxRamMiB: 1024 },
      "minRamMiB",
      /must be at most maxRamMiB \(1024\); got 2048/,
    );
  });
});

describe("arguments that only some clouds have", () => {
  it.each([
    ["maxRamMiB", 1024, huaweiFamily],
    ["enterpriseProjectId", "0", ["otc", "huaweicloud"]],
    ["minDiskGiB", 10, ["openstack"]],
    ["visibility", "private", ["openstack"]],
    ["protected", true, ["openstack"]],
  ] as const)("%s", (field, value, owners: readonly Profile[]) => {
    passes(owners, { [field]: value });
    const others = exporting.filter((profile) => !owners.includes(profile));
    breaks(others, { [field]: value }, field, /has no such setting; it exists on/);
  });

  it("are checked once the cloud is known, and not before", () => {
    expect(
      issues({ visibility: "private", maxRamMiB: 1, name: "图/", diskFormat: "any" }, undefined),
    ).toEqual([]);
  });

  it("an enterprise project is 0 or a UUID", () => {
    passes(["otc"], { enterpriseProjectId: volumeId });
    breaks(["otc"], { enterpriseProjectId: "default" }, "enterpriseProjectId", /UUID/);
  });
});

describe("time-outs", () => {
  it("are durations", () => {
    passes(exporting, { timeouts: { create: "90m", update: "1h30m", delete: "90s" } });
    breaks(exporting, { timeouts: { create: "soon" } }, "timeouts.create", /such as "90s", "30m" or "1h30m"/);
    breaks(exporting, { timeouts: { read: "5m" } }, "timeouts.read", /misspelt/);
  });
});

describe("an argument that does not exist", () => {
  it("is reported by its name", () => {
    breaks(
      exporting,
      { volumeid: volumeId },
      "volumeid",
      /there is no such argument: is it misspelt\? Did you mean volumeId\?/,
    );
  });

  it("is reported with everything else that is wrong", () => {
    const found = issues({ nmae: "x", name: "a/b", minRamMiB: -1, tags: { "a b ": "v" } }, "otc");
    expect(found.map(({ property }) => property).sort()).toEqual(["minRamMiB", "name", "nmae", "tags.a b "]);
  });
});
