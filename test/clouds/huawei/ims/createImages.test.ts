import { dataImageBody, fullEcsImageBody } from "../../../../provider/clouds/huawei/ims/createImages";

const sent = (body: object) => JSON.parse(JSON.stringify(body));
const tags = [{ key: "team", value: "erp" }];

describe("the body of a full-ECS image (docs/vendors/open-telekom-and-huawei.md#full-ecs-image)", () => {
  test("from a server has its vault", () => {
    const source = { instanceId: "877a2cda", vaultId: "de9fcf45" };
    expect(sent(fullEcsImageBody({ name: "erp-full", tags, source }))).toEqual({
      name: "erp-full",
      instance_id: "877a2cda",
      vault_id: "de9fcf45",
      image_tags: tags,
    });
    expect(sent(fullEcsImageBody({ name: "n", tags: [], source: { instanceId: "i" } }))).toEqual({
      name: "n",
      instance_id: "i",
      image_tags: [],
    });
  });

  test.each([
    [{ cbrBackupId: "6df2b54c" }, "CBR"],
    [{ csbsBackupId: "6df2b54c" }, "CSBS"],
  ])("from a backup always has the backup's type: %j", (source, whole_image_type) => {
    expect(sent(fullEcsImageBody({ name: "n", tags, source }))).toEqual({
      name: "n",
      backup_id: "6df2b54c",
      whole_image_type,
      image_tags: tags,
    });
  });

  test("has numbers for memory, and the other arguments", () => {
    const rest = { description: "weekly", enterpriseProjectId: "0", minRamMiB: 1024, maxRamMiB: 2048 };
    expect(sent(fullEcsImageBody({ name: "n", tags, source: { cbrBackupId: "b" }, ...rest }))).toMatchObject({
      description: "weekly",
      enterprise_project_id: "0",
      min_ram: 1024,
      max_ram: 2048,
    });
  });

  test("omits an unlimited maximum memory, and writes the default enterprise project as 0", () => {
    const rest = { enterpriseProjectId: "", minRamMiB: 0, maxRamMiB: 0 };
    expect(sent(fullEcsImageBody({ name: "n", tags, source: { cbrBackupId: "b" }, ...rest }))).toEqual({
      name: "n",
      backup_id: "b",
      whole_image_type: "CBR",
      image_tags: tags,
      enterprise_project_id: "0",
      min_ram: 0,
    });
  });
});

describe("the body of a data image (docs/vendors/open-telekom-and-huawei.md#data-image-from-an-object)", () => {
  const request = { name: "lab-data-01", tags, bucket: "lab", object: "exports/a.qcow2", minDiskGiB: 40 };

  test("has bucket and object in one text, and only the arguments that were given", () => {
    expect(sent(dataImageBody(request))).toEqual({
      name: "lab-data-01",
      image_url: "lab:exports/a.qcow2",
      min_disk: 40,
      image_tags: tags,
    });
  });

  test.each([
    ["linux", "Linux"],
    ["windows", "Windows"],
  ] as const)("writes %s as IMS does", (osType, os_type) => {
    expect(sent(dataImageBody({ ...request, osType, cmkId: "key" }))).toMatchObject({
      os_type,
      cmk_id: "key",
    });
  });
});
