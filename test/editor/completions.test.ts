import { at } from "./editor";

/** What an editor offers at `^`. */
const offered = (marked: string) => at(marked, (editor, position) => editor.completions(position));

describe("within the source of a full-ECS image", () => {
  const within = (source: string, more = "") =>
    offered(`new images.FullEcsImage("it", { source: { ${source} }${more} });`);

  it("every kind of source is offered at first", () => {
    expect(within("^")).toEqual(["cbrBackupId", "csbsBackupId", "instanceId", "vaultId"]);
  });

  it("a server goes with a vault alone, be the id a text, an output or a variable", () => {
    expect(within('instanceId: "id", ^')).toEqual(["vaultId"]);
    expect(within('instanceId: pulumi.output("id"), ^')).toEqual(["vaultId"]);
    expect(
      offered('const instanceId = "id"; new images.FullEcsImage("it", { source: { instanceId, ^ } });'),
    ).toEqual(["vaultId"]);
    expect(within('instanceId: "id", ^', ', tags: { team: "lab" }, deleteBackup: true')).toEqual(["vaultId"]);
  });

  it("nothing goes with a backup", () => {
    expect(within('csbsBackupId: "id", ^')).toEqual([]);
    expect(within('cbrBackupId: "id", ^')).toEqual([]);
  });
});

it("the arguments that are not set yet are offered", () => {
  const names = offered('new images.FullEcsImage("it", { source: { instanceId: "id" }, tags: {}, ^ });');
  expect(names).toEqual(expect.arrayContaining(["deleteBackup", "description", "timeouts"]));
  expect(names).not.toContain("tags");
  expect(names).not.toContain("source");
});

it("a text with fixed values offers these", () => {
  expect(offered('new images.VolumeImage("it", { volumeId: "id", firmwareType: "^" });')).toEqual([
    "bios",
    "uefi",
  ]);
  expect(offered('new images.VolumeImage("it", { volumeId: "id", diskFormat: "^" });')).toEqual(
    expect.arrayContaining(["qcow2", "raw", "zvhd2"]),
  );
});

it("within time-outs and an object the fields that are left are offered", () => {
  expect(
    offered('new images.VolumeImage("it", { volumeId: "id", timeouts: { create: "90m", ^ } });'),
  ).toEqual(["delete", "update"]);
  expect(offered('new images.DataImage("it", { minDiskGiB: 40, source: { bucket: "b", ^ } });')).toEqual([
    "object",
  ]);
});
