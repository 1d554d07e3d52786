import type { Volume } from "../../../provider/clouds/cloud";
import type { Backup, Server, Vault } from "../../../provider/clouds/imageJobs";
import {
  judgeBackedUp,
  judgeBackup,
  judgeDisk as judgeBackupDisk,
  judgeSharing,
} from "../../../provider/resources/preflight/backup";
import type { Finding } from "../../../provider/resources/preflight/finding";
import { judgeDataDisk } from "../../../provider/resources/preflight/judgeDataDisk";
import { judgeBucket, judgeObject } from "../../../provider/resources/preflight/object";
import { judgePublishing } from "../../../provider/resources/preflight/publishing";
import { judgeQuota } from "../../../provider/resources/preflight/quota";
import { judgeDisk, judgeServer } from "../../../provider/resources/preflight/server";
import { judgeOtherVaults, judgeRoom, judgeVault } from "../../../provider/resources/preflight/vault";

const textsOf = (findings: readonly Finding[]) =>
  findings.map(({ severity, text }) => `${severity}: ${text}`);
const wrong = (words: string) => [expect.stringMatching(new RegExp(`^wrong: .*${words}`))];
const note = (words: string) => [expect.stringMatching(new RegExp(`^note: .*${words}`))];

const volume: Volume = {
  id: "v1",
  name: "data",
  status: "available",
  sizeGiB: 40,
  type: "SSD",
  availabilityZone: "eu-de-01",
  shared: false,
  encrypted: false,
  serverIds: [],
  dedicated: false,
};

const server: Server = { id: "s1", name: "web", status: "ACTIVE", osType: "linux", volumeIds: ["v1"] };

describe("a server", () => {
  const judge = (changes: Partial<Server>) => textsOf(judgeServer({ ...server, ...changes }));

  it("that runs Linux on one disk is fine", () => {
    expect(judge({})).toEqual([]);
  });

  it("has to be running or stopped", () => {
    expect(judge({ status: "ERROR" })).toEqual(wrong("s1 is ERROR.*IMG.0126"));
  });

  it("that is busy is waited for", () => {
    expect(judge({ task: "resize_prep" })).toEqual(note("busy \\(resize_prep\\): the create waits"));
  });

  it("that is stopped has to stay so", () => {
    expect(judge({ status: "SHUTOFF" })).toEqual(note("do not start it"));
  });

  it("with Windows or several disks leads to notes about what no call can check", () => {
    expect(judge({ osType: "windows" })).toEqual(note("SAN policy to OnlineAll.*spans several disks"));
    expect(judge({ osType: "windows", volumeIds: ["v1", "v2"] })).toEqual(note("SAN policy"));
    expect(judge({ volumeIds: ["v1", "v2"] })).toEqual(note("2 disks.*LVM"));
    expect(judge({ osType: undefined, volumeIds: ["v1", "v2"] })).toEqual(note("LVM"));
  });

  it("has no disk on dedicated storage", () => {
    expect(textsOf(judgeDisk("s1", volume))).toEqual([]);
    expect(textsOf(judgeDisk("s1", undefined))).toEqual([]);
    expect(textsOf(judgeDisk("s1", { ...volume, dedicated: true }))).toEqual(wrong("disk v1.*IMG.0153"));
  });
});

describe("a vault", () => {
  const vault: Vault = {
    id: "b1",
    name: "vault",
    status: "available",
    objectType: "server",
    sizeGiB: 100,
    usedMiB: 102_399,
    allocatedGiB: 60,
    expands: false,
    resources: [{ id: "s1", status: "available" }],
  };
  const judge = (changes: Partial<Vault>) => textsOf(judgeVault({ ...vault, ...changes }, "s1"));

  it("for servers with room is fine", () => {
    expect(judge({})).toEqual([]);
    expect(judge({ sizeGiB: undefined, usedMiB: undefined, objectType: "", resources: [] })).toEqual([]);
  });

  it("is one for servers, available and not full", () => {
    expect(judge({ objectType: "disk" })).toEqual(wrong("one for disk backups"));
    for (const status of ["lock", "frozen", "deleting", "error"])
      expect(judge({ status })).toEqual(wrong(`has the status ${status}; it must be available`));
    expect(judge({ usedMiB: 102_400 })).toEqual(wrong("full \\(100 of 100 GiB\\)"));
  });

  it("has room for the disks of a server that is new in it", () => {
    const room = (changes: Partial<Vault>, needed: number) =>
      textsOf(judgeRoom({ ...vault, ...changes }, "s9", needed));
    expect(room({}, 40)).toEqual([]);
    expect(room({}, 41)).toEqual(
      wrong("too little room for server s9: of its 100 GiB 40 are not .* have 41"),
    );
    expect(room({ allocatedGiB: 100 }, 1)).toEqual(wrong("100 GiB 0 are not allocated"));
    expect(room({ allocatedGiB: 140 }, 1)).toEqual(wrong("100 GiB 0 are not allocated"));
  });

  it("that is backing the server up is waited for", () => {
    expect(judge({ resources: [{ id: "s1", status: "protecting" }] })).toEqual(note("the create waits"));
    expect(judge({ resources: [{ id: "s2", status: "protecting" }] })).toEqual([]);
  });

  it("is the only one of its server", () => {
    expect(textsOf(judgeOtherVaults("s1", "b1", [vault]))).toEqual([]);
    expect(textsOf(judgeOtherVaults("s1", "b2", [vault]))).toEqual(wrong("s1 is in vault b1 already"));
  });
});

describe("a backup", () => {
  const backup: Backup = {
    id: "b1",
    name: "nightly",
    status: "available",
    ofServer: true,
    hasSystemDisk: true,
    imageIds: [],
    volumeIds: [],
  };
  const judge = (changes: Partial<Backup>) => textsOf(judgeBackup({ ...backup, ...changes }));

  it("of a server, available and unused is fine", () => {
    expect(judge({})).toEqual([]);
    expect(judge({ ofServer: undefined, hasSystemDisk: undefined })).toEqual([]);
  });

  it("serves one image", () => {
    expect(judge({ imageIds: ["i1"] })).toEqual([
      "wrong: backup b1 has already been used for image i1; a backup serves one full-ECS image",
    ]);
    expect(judge({ imageIds: ["i1", "i2"] })).toEqual(wrong("for images i1, i2;"));
  });

  it("is available, of a server, and holds the system disk", () => {
    expect(judge({ status: "protecting" })).toEqual(wrong("has the status protecting; it must be available"));
    expect(judge({ ofServer: false })).toEqual(wrong("not one of a server"));
    expect(judge({ hasSystemDisk: false })).toEqual(wrong("system disk"));
  });

  it("leads to notes about its server that no call can check for the backup", () => {
    const of = (changes: Partial<Server>) => textsOf(judgeBackedUp({ ...server, ...changes }, "b1"));
    expect(of({})).toEqual([]);
    expect(of({ status: "ERROR", task: "resize_prep" })).toEqual([]); // the backup has been taken
    expect(of({ status: "SHUTOFF" })).toEqual(
      note("server s1, which backup b1 is of, is stopped: do not start"),
    );
    expect(of({ osType: "windows" })).toEqual(note("runs Windows: its SAN policy had to be OnlineAll when"));
    expect(of({ volumeIds: ["v1", "v2"] })).toEqual(note("has 2 disks.*LVM"));
    expect(of({ osType: "windows", status: "SHUTOFF", volumeIds: ["v1", "v2"] })).toHaveLength(2);
  });

  it("that is shared with this project makes an image that cannot be shared", () => {
    expect(textsOf(judgeSharing("b1", false))).toEqual([]);
    expect(textsOf(judgeSharing("b1", true))).toEqual(note("another project's.*cannot be shared"));
  });

  it("has no shared disk", () => {
    expect(textsOf(judgeBackupDisk("b1", volume))).toEqual([]);
    expect(textsOf(judgeBackupDisk("b1", undefined))).toEqual([]);
    expect(textsOf(judgeBackupDisk("b1", { ...volume, shared: true }))).toEqual(
      wrong("shared disk \\(v1\\)"),
    );
  });
});

describe("an image file", () => {
  const file = { sizeBytes: 128 * 2 ** 30, storageClass: "STANDARD" };
  const bucket = { region: "eu-de", storageClass: "STANDARD" };

  it("of up to 128 GB in a standard bucket of the region is fine", () => {
    expect(textsOf(judgeBucket("files", bucket, "eu-de"))).toEqual([]);
    expect(textsOf(judgeBucket("files", { ...bucket, region: undefined }, "eu-de"))).toEqual([]);
    expect(textsOf(judgeObject("files:a.raw", file))).toEqual([]);
  });

  it("lies in a bucket of the region, of class Standard", () => {
    expect(textsOf(judgeBucket("files", bucket, "eu-nl"))).toEqual(
      wrong("in region eu-de; the image's is eu-nl"),
    );
    expect(textsOf(judgeBucket("files", { ...bucket, storageClass: "WARM" }, "eu-de"))).toEqual(
      wrong("WARM"),
    );
  });

  it("exists, is not empty, not too large, and of class Standard", () => {
    expect(textsOf(judgeObject("files:a.raw", undefined))).toEqual(wrong("there is no object files:a.raw"));
    expect(textsOf(judgeObject("files:a.raw", { ...file, sizeBytes: 0 }))).toEqual(wrong("is empty"));
    expect(textsOf(judgeObject("files:a.raw", { ...file, sizeBytes: file.sizeBytes + 1 }))).toEqual(
      wrong("129 GiB.*at most 128"),
    );
    expect(textsOf(judgeObject("files:a.raw", { ...file, storageClass: "COLD" }))).toEqual(wrong("COLD"));
    // What it has from its bucket is one finding, that of the bucket.
    const warm = { ...file, storageClass: "WARM" };
    expect(textsOf(judgeObject("files:a.raw", warm, { storageClass: "WARM" }))).toEqual([]);
    expect(textsOf(judgeObject("files:a.raw", warm, { storageClass: "COLD" }))).toEqual(
      wrong("object .* WARM"),
    );
  });
});

it("a quota is used up when as many images are there as may be", () => {
  expect(textsOf(judgeQuota({ used: 49, most: 50 }))).toEqual([]);
  expect(textsOf(judgeQuota(undefined))).toEqual([]);
  expect(textsOf(judgeQuota({ used: 50, most: 50 }))).toEqual(wrong("used up \\(50 of 50\\)"));
  const few = { used: 48, most: 50 };
  expect([0, 1, 3, 150].flatMap((before) => judgeQuota(few, before))).toEqual([]);
  expect(judgeQuota(few, 2)).toMatchObject([
    { severity: "note", text: expect.stringContaining("has room for 2 more, and this run is to make more") },
  ]);
  expect(judgeQuota({ used: 49, most: 50 }, 1)[0]?.text).toContain("has room for one more,");
});

it("a data disk below 40 GiB, or for Windows on Huawei Cloud, is good for a note", () => {
  expect(textsOf(judgeDataDisk({ minDiskGiB: 40, osType: "windows" }, "otc"))).toEqual([]);
  expect(textsOf(judgeDataDisk({ minDiskGiB: 39 }, "otc"))).toEqual(
    note("below the 40 GiB that the vendor's page"),
  );
  expect(textsOf(judgeDataDisk({ minDiskGiB: 40, osType: "windows" }, "huaweicloud"))).toEqual(
    note("Windows"),
  );
});

describe("visibility public", () => {
  it("is let through for an admin, and where no roles are known", () => {
    for (const roles of [["admin"], ["reader", "Admin"], []]) expect(judgePublishing(roles)).toEqual([]);
  });

  it("is warned of for everybody else, by the roles that they have", () => {
    for (const roles of [["reader"], ["reader", "member"], ["administrator"], ["cloud_admin"]])
      expect(textsOf(judgePublishing(roles))).toEqual(
        note(`publicize_image.*this user has ${roles.join(", ")}.*after the whole export`),
      );
  });
});
