import type { BackupPatch, NewServer, ServerPatch } from "../../../local-cloud";
import { type Lab, openLab } from "../harness/lab";
import { failureOf } from "../harness/stack";
import { jobImage, origins } from "../harness/subjects";

const usedUp = "the quota of private images is used up (0 of 0)";

describe.each(origins)("the preflight of an image from %s", (origin) => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(jobImage("otc", origin));
  });
  afterEach(() => lab.close());

  const refusal = async () => {
    const process = lab.process({ preflight: "error" });
    return (await failureOf(lab.stack().up(process, lab.args()))).message;
  };

  test("reports nothing when all is well", async () => {
    const process = lab.process({ preflight: "error" });
    await lab.stack().up(process, lab.args());
    expect(process.warnings).toEqual([]);
    expect(lab.creates()).toBe(1);
  });

  test("refuses one that the quota has no room for, and sends nothing", async () => {
    lab.cloud.configure({ imageQuota: 0 });
    expect(await refusal()).toContain(usedUp);
    expect(lab.creates()).toBe(0);
  });

  if (origin === "a server") {
    const patch = (changes: ServerPatch) => lab.cloud.patchServer(lab.cloud.servers()[0]?.id ?? "", changes);

    test("refuses a server that is neither running nor stopped, or not there", async () => {
      patch({ status: "ERROR" });
      expect(await refusal()).toContain("is ERROR; it has to be running or stopped");
      lab.cloud.removeServer(lab.cloud.servers()[0]?.id ?? "");
      expect(await refusal()).toContain('cloud "otc" has no server');
    });

    test("probes once, however often the create is sent because the server is busy", async () => {
      lab.cloud.addFault({ route: "ims.showQuota", kind: "status", status: 403, times: 9 });
      const body = { error: { code: "IMG.0010", message: "The ECS has in-progress tasks." } };
      lab.cloud.addFault({ route: lab.routes.create, kind: "status", status: 400, body, times: 2 });
      const process = lab.process({ preflight: "warn" });
      await lab.stack().up(process, lab.args());
      expect(process.warnings).toEqual([expect.stringContaining("could not look at the quota")]);
      expect(lab.creates()).toBe(3);
    });

    test("refuses a server with a disk on dedicated storage", async () => {
      const [disk] = lab.cloud.servers()[0]?.volumeIds ?? [];
      lab.cloud.patchVolume(disk ?? "", { dedicatedStorageId: "5f3c0f4e-0000-4000-8000-000000000001" });
      expect(await refusal()).toContain("is on dedicated storage");
    });

    test("refuses a vault that is full, of another kind, or not the server's", async () => {
      const [vault] = lab.cloud.vaults();
      lab.cloud.patchVault(vault?.id ?? "", { objectType: "disk", usedMiB: 2 ** 30 });
      const other = lab.cloud.addVault({ resources: [{ id: lab.cloud.servers()[0]?.id ?? "" }] });
      const message = await refusal();
      expect(message).toContain("a vault for servers is needed");
      expect(message).toContain("is full");
      expect(message).toContain(`is in vault ${other.id} already`);
      lab.cloud.removeVault(vault?.id ?? "");
      expect(await refusal()).toContain(`there is no vault ${vault?.id}`);
    });

    test("refuses a vault with too little room for a server that is new in it", async () => {
      const [vault] = lab.cloud.vaults();
      const id = vault?.id ?? "";
      lab.cloud.patchVault(id, { sizeGiB: 100, allocatedGiB: 90 });
      expect(await refusal()).toMatch(/vault .* too little room .*: of its 100 GiB 10 are not allocated/);
      lab.cloud.patchVault(id, { status: "lock" });
      expect(await refusal()).toContain(`vault ${id} has the status lock; it must be available`);
      expect(lab.creates()).toBe(0);

      lab.cloud.patchVault(id, {
        status: "available",
        resources: [{ id: lab.cloud.servers()[0]?.id ?? "" }],
      });
      const process = lab.process({ preflight: "error" }); // its disks are counted already
      await lab.stack().up(process, lab.args());
      expect(process.warnings).toEqual([]);
    });

    test("has notes on Windows, on a server that is stopped, and on an image without a vault", async () => {
      patch({ osType: "Windows", status: "SHUTOFF" });
      const process = lab.process({ preflight: "error" });
      const { instanceId } = lab.args().source as { instanceId: string };
      await lab.stack().up(process, lab.args({ source: { instanceId } }));
      expect(process.warnings.sort()).toEqual([
        expect.stringContaining("a CSBS backup of the server is taken"),
        expect.stringContaining("do not start it"),
        expect.stringContaining("SAN policy"),
      ]);
    });
  }

  if (origin === "a CBR backup" || origin === "a CSBS backup") {
    const patch = (changes: BackupPatch) => lab.cloud.patchBackup(lab.cloud.backups()[0]?.id ?? "", changes);

    test("refuses a backup that has been used, is not available, or is gone", async () => {
      const [backup] = lab.cloud.backups();
      patch({ osImagesData: ["8f5b2c11-0000-4000-8000-000000000001"], status: "error" });
      const message = await refusal();
      expect(message).toContain(
        `backup ${backup?.id} has already been used for image 8f5b2c11-0000-4000-8000-000000000001; a backup serves one full-ECS image`,
      );
      expect(message).toContain("has the status error; it must be available");
      lab.cloud.removeBackup(backup?.id ?? "");
      expect(await refusal()).toMatch(/cloud "otc" has no (CBR|CSBS) backup/);
      expect(lab.creates()).toBe(0);
    });
  }

  if (origin === "a CBR backup" || origin === "a CSBS backup") {
    const backed = (changes: ServerPatch, server: NewServer = {}) => {
      const { id } = lab.cloud.addServer({ profile: "otc", ...server });
      lab.cloud.patchServer(id, changes);
      lab.cloud.patchBackup(lab.cloud.backups()[0]?.id ?? "", { resourceId: id });
      return id;
    };
    const warnings = async () => {
      const process = lab.process({ preflight: "error" });
      await lab.stack().up(process, lab.args());
      return process.warnings.sort();
    };

    test("has notes on the server that the backup is of: stopped, of Windows", async () => {
      const id = backed({ status: "SHUTOFF" }, { osType: "Windows", disks: 2 });
      expect(await warnings()).toEqual([
        expect.stringMatching(`^server ${id}, which backup .* is of, is stopped: do not start it`),
        expect.stringMatching(`^server ${id}, which backup .* is of, runs Windows: its SAN policy had to be`),
      ]);
      expect(lab.images()).toMatchObject([{ status: "active" }]);
    });

    test("has a note on several disks, and none on one, nor on a server that is gone", async () => {
      const id = backed({}, { disks: 2 });
      expect(await warnings()).toEqual([expect.stringMatching(`server ${id}, .* has 2 disks: .*LVM`)]);
    });

    test("has a note where the server may not be read, and makes the image", async () => {
      backed({ status: "SHUTOFF" });
      lab.cloud.addFault({ route: "ecs.showServer", kind: "status", status: 403, times: 9 });
      expect(await warnings()).toEqual([expect.stringMatching(/^could not look at server .*, which backup/)]);
      expect(lab.creates()).toBe(1);
    });
  }

  if (origin === "a CBR backup") {
    test("has a note on a backup that another project shares", async () => {
      const { id } = lab.cloud.patchBackup(lab.cloud.backups()[0]?.id ?? "", { sharedWithUs: true });
      const process = lab.process({ preflight: "error" });
      await lab.stack().up(process, lab.args());
      expect(process.warnings).toEqual([
        `backup ${id} is another project's, which shares it: an image made of it cannot be shared with others`,
      ]);
    });

    test("refuses a backup of a disk", async () => {
      lab.cloud.patchBackup(lab.cloud.backups()[0]?.id ?? "", {
        resourceType: "OS::Cinder::Volume",
        containSystemDisk: false,
      });
      const message = await refusal();
      expect(message).toContain("is not one of a server");
      expect(message).toContain("does not hold the server's system disk");
    });
  }

  if (origin === "a CSBS backup") {
    test("refuses a backup with a shared disk", async () => {
      lab.cloud.patchVolume(lab.volume.id, { multiattach: true });
      lab.cloud.patchBackup(lab.cloud.backups()[0]?.id ?? "", { volumeIds: [lab.volume.id] });
      expect(await refusal()).toContain(`with a shared disk (${lab.volume.id})`);
    });
  }

  if (origin === "an object") {
    const key = "disks/data.qcow2";

    test("refuses a file that is not there, is empty, too large or of another class", async () => {
      lab.cloud.addObject({ bucket: "exports", key, sizeBytes: 0, storageClass: "COLD" });
      const message = await refusal();
      expect(message).toContain(`object exports:${key} is empty`);
      expect(message).toContain("has the storage class COLD");
      lab.cloud.addObject({ bucket: "exports", key, sizeBytes: 129 * 2 ** 30 });
      expect(await refusal()).toContain("has 129 GiB; an image file has at most 128");
      lab.cloud.removeObject("exports", key);
      expect(await refusal()).toContain(`there is no object exports:${key}`);
      expect(lab.creates()).toBe(0);
    });

    test("refuses a bucket of another class, and one that is not there", async () => {
      lab.cloud.addBucket({ name: "exports", storageClass: "WARM" });
      expect(await refusal()).toContain("bucket exports has the storage class WARM");
      lab.cloud.addObject({ bucket: "exports", key, storageClass: "WARM" });
      expect((await refusal()).match(/storage class/g)).toHaveLength(1);
      lab.cloud.removeBucket("exports");
      expect(await refusal()).toContain("there is no bucket exports");
    });

    test("has a note on a small disk", async () => {
      const process = lab.process({ preflight: "error" });
      await lab.stack().up(process, lab.args({ minDiskGiB: 1 }));
      expect(process.warnings).toEqual([expect.stringContaining("below the 40 GiB")]);
    });
  }
});
