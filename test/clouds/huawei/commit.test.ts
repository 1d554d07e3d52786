import { fromHuaweiImage, HuaweiImage } from "../../../provider/clouds/huawei/ims/image";
import type { Image } from "../../../provider/clouds/image";
import { type Lab, openLab } from "../../lifecycle/harness/lab";

let lab: Lab;
beforeEach(async () => {
  lab = await openLab("otc");
});
afterEach(() => lab.close());

async function shown(): Promise<Image> {
  const { id } = lab.cloud.addImage({ profile: "otc", name: "golden", tags: ["a=1"] });
  const image = await lab.process().connect(undefined).showImage(id);
  if (image === undefined) throw new Error("unseen");
  return image;
}

describe("a change", () => {
  const change = { name: "silver", description: "new", tags: { b: "2" } };

  test.each([
    ["name", ["ims.tagAction", "ims.tagAction", "ims.updateImage"]],
    ["tags", ["ims.updateImage", "ims.tagAction", "ims.tagAction"]],
  ] as const)("that the %s commit ends with these", async (commit, routes) => {
    const image = await shown();
    const cloud = lab.process().connect(undefined);
    await cloud.location();
    lab.forget();
    const changed = await cloud.changeImage(image, change, commit);
    expect(changed).toMatchObject(change);
    expect(lab.wire()).toEqual(routes);
    expect(await cloud.showImage(image.id)).toMatchObject(change);
  });

  test("that ends with tags, and fails there, leaves them as they are", async () => {
    const image = await shown();
    lab.cloud.addFault({ route: "ims.tagAction", kind: "status", status: 403 });
    const cloud = lab.process().connect(undefined);
    await expect(cloud.changeImage(image, change, "tags")).rejects.toMatchObject({ name: "PermissionError" });
    expect(await cloud.exactTags(image)).toEqual({ a: "1" });
    expect(await cloud.showImage(image.id)).toMatchObject({ name: "silver" });
  });

  test("of nothing sends nothing", async () => {
    const image = await shown();
    lab.forget();
    const cloud = lab.process().connect(undefined);
    expect(await cloud.changeImage(image, { tags: { a: "1" }, name: "golden" }, "tags")).toEqual(image);
    expect(lab.wire()).toEqual([]);
  });
});

describe("a delete", () => {
  test.each([
    [{}, undefined],
    [{ deleteBackup: true }, { delete_backup: true }],
    [{ deleteBackup: false }, { delete_backup: false }],
  ])("sends for the backup what it was given: %j", async (how, body) => {
    const image = await shown();
    lab.forget();
    await lab.process().connect(undefined).deleteImage(image.id, how);
    const [sent] = lab.cloud.requests().filter(({ route }) => route === "ims.deleteImage");
    expect(sent?.body ?? undefined).toEqual(body);
    expect(sent?.headers["content-type"]).toBe(body && "application/json");
  });
});

test("an image shows its source, its backup and its key, if IMS does", () => {
  const wire = { id: "i", status: "active", __os_type: "Windows" };
  const origin = { __data_origin: "server_backup,b", __backup_id: "b", __system__cmkid: "k" };
  expect(fromHuaweiImage(HuaweiImage.parse({ ...wire, ...origin }))).toMatchObject({
    dataOrigin: "server_backup,b",
    backupId: "b",
    encryptionKeyId: "k",
    osType: "windows",
  });
  const none = { __data_origin: null, __backup_id: "" };
  expect(fromHuaweiImage(HuaweiImage.parse({ ...wire, ...none }))).toMatchObject({
    dataOrigin: undefined,
    backupId: undefined,
    encryptionKeyId: undefined,
  });
});
