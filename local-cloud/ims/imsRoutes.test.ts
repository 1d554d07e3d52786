import { type LocalCloud, type NewImageFixture, startCloud } from "../index";
import { type Client, signIn, virtualClock } from "../testing/testClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: Client;
beforeEach(async () => {
  cloud = await startCloud({ clock });
  client = await signIn(cloud, "otc");
});
afterEach(() => cloud.close());

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  client.send(method, `${cloud.endpoints.ims}${path}`, body, headers);
const patch = (id: string, ...operations: object[]) => call("PATCH", `/v2/cloudimages/${id}`, operations);
const names = async (query: string) =>
  (await call("GET", `/v2/cloudimages?${query}`)).body.images.map(({ name }: { name: string }) => name);
const add = (image: NewImageFixture = {}) => cloud.addImage(image).id;

describe("the list", () => {
  test("an unknown id is an empty list, and other projects' images are not shown", async () => {
    add({ project: "eu-de_other" });
    expect(await names("id=00000000-0000-4000-8000-000000000000")).toEqual([]);
    expect(await names("")).toEqual([]);
  });

  test("combines its filters", async () => {
    add({ name: "a", tags: ["k=v", "x="] });
    add({ name: "b", tags: ["k=w"], __os_type: "Windows", status: "killed" });
    expect(await names("name=a")).toEqual(["a"]);
    expect(await names("name=A")).toEqual([]);
    expect(await names("status=killed&__os_type=Windows")).toEqual(["b"]);
    expect(await names("tag=k%3Dv")).toEqual(["a"]);
    expect(await names("tag=x")).toEqual(["a"]);
    expect(await names(`owner=${client.projectId}&__imagetype=private&sort_key=name&sort_dir=asc`)).toEqual([
      "a",
      "b",
    ]);
    expect(await names("created_at=gt:2026-11-21T08:00:00Z")).toEqual([]);
    expect(await names("created_at=lte:2026-11-21%2008:00:00&sort_key=name")).toEqual(["b", "a"]);
  });

  test("is paged by limit and marker, newest first", async () => {
    for (const name of ["a", "b", "c"]) {
      add({ name });
      clock.advance(1);
    }
    const { body } = await call("GET", "/v2/cloudimages?limit=2");
    expect(body.images.map(({ name }: { name: string }) => name)).toEqual(["c", "b"]);
    expect(Object.keys(body)).toEqual(["images"]);
    expect(await names(`limit=2&marker=${body.images[1].id}`)).toEqual(["a"]);
  });

  test("refuses wrong values, and notes a parameter that it does not know", async () => {
    for (const query of [
      "status=ready",
      "limit=x",
      "sort_key=colour",
      "__os_type=linux",
      "created_at=yesterday",
    ]) {
      const { status, body } = await call("GET", `/v2/cloudimages?${query}`);
      expect([query, status, body.error?.code]).toEqual([query, 400, "IMG.0001"]);
    }
    expect((await call("GET", "/v2/cloudimages?colour=red")).status).toBe(200);
    expect(cloud.requests().at(-1)?.warnings).toEqual(['unknown query parameter "colour" ignored']);
  });

  test("has links in its native form only", async () => {
    add();
    const { body } = await call("GET", "/v2/images?limit=1");
    expect(body).toMatchObject({ first: "/v2/images?limit=1", schema: "/v2/schemas/images" });
    expect(body.next).toContain("marker=");
  });
});

describe("an update", () => {
  test("changes several attributes at once and returns the whole image", async () => {
    const id = add();
    const { status, body } = await patch(
      id,
      { op: "replace", path: "/name", value: "new name" },
      { op: "add", path: "/__description", value: "two words" },
      { op: "add", path: "/max_ram", value: 2048 },
      { op: "replace", path: "/min_ram", value: "1024" },
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id,
      name: "new name",
      __description: "two words",
      max_ram: "2048",
      min_ram: 1024,
    });
  });

  test("replacing an attribute that is not there is IMG.0035, and adding it works", async () => {
    const id = add();
    const refused = await patch(id, { op: "replace", path: "/__description", value: "x" });
    expect([refused.status, refused.body.error.code]).toEqual([400, "IMG.0035"]);
    expect((await patch(id, { op: "add", path: "/__description", value: "x" })).status).toBe(200);
    expect((await patch(id, { op: "replace", path: "/__description", value: "y" })).status).toBe(200);
    expect((await patch(id, { op: "remove", path: "/__description" })).status).toBe(200);
  });

  test("takes an attribute that is shown as an empty text for one that is not there", async () => {
    const id = add();
    expect((await call("GET", `/v2/cloudimages?id=${id}`)).body.images[0].max_ram).toBe("");
    const refused = await patch(id, { op: "replace", path: "/max_ram", value: 2048 });
    expect([refused.status, refused.body.error.code]).toEqual([400, "IMG.0035"]);
    expect((await patch(id, { op: "add", path: "/max_ram", value: 2048 })).body.max_ram).toBe("2048");
    expect((await patch(id, { op: "replace", path: "/max_ram", value: 4096 })).body.max_ram).toBe("4096");
    cloud.patchImage(id, { max_ram: "" });
    expect((await patch(id, { op: "replace", path: "/max_ram", value: 2048 })).status).toBe(400);
  });

  test("is all or nothing", async () => {
    const id = add();
    await patch(
      id,
      { op: "replace", path: "/name", value: "new" },
      { op: "replace", path: "/min_ram", value: "x" },
    );
    expect(cloud.images()[0]?.name).toBe("demo-image");
  });

  test.each([
    ["IMG.0002", "/name", "a".repeat(129)],
    ["IMG.0003", "/name", "镜像"],
    ["IMG.0004", "/__description", "a".repeat(1025)],
    ["IMG.0054", "/__description", "<b>"],
    ["IMG.0055", "/min_ram", -1],
    ["IMG.0141", "/hw_firmware_type", "coreboot"],
    ["IMG.0035", "/status", "active"],
    ["IMG.0035", "/min_disk", 3],
    ["IMG.0035", "/__os_type", "Windows"],
    ["IMG.0001", "/MyKey", "x"],
  ])("is refused with %s for %s", async (code, path, value) => {
    const { status, body } = await patch(add(), { op: "add", path, value });
    expect([status, body.error.code]).toEqual([400, code]);
  });

  test("is refused before the image is active, natively too", async () => {
    const id = add({ status: "saving" });
    const { status, body } = await patch(id, { op: "replace", path: "/name", value: "x" });
    expect([status, body.error.code]).toEqual([400, "IMG.0046"]);
    const type = { "content-type": "application/openstack-images-v2.1-json-patch" };
    const native = await call(
      "PATCH",
      `/v2/images/${id}`,
      [{ op: "replace", path: "/name", value: "x" }],
      type,
    );
    expect(native.body.error.code).toBe("IMG.0046");
  });

  test("changes by the native call what its page allows: name, description, customized attributes, and no min_ram", async () => {
    const type = { "content-type": "application/openstack-images-v2.1-json-patch" };
    for (const profile of ["otc", "otc-swiss", "huaweicloud"] as const) {
      const { send: as } = await signIn(cloud, profile);
      const { id } = cloud.addImage({ profile, min_ram: 512 });
      const native = (...operations: object[]) =>
        as("PATCH", `${cloud.endpoints.ims}/v2/images/${id}`, operations, type);
      const renamed = await native(
        { op: "replace", path: "/name", value: "n" },
        { op: "add", path: "/__description", value: "d" },
        { op: "add", path: "/team", value: "lab" },
      );
      expect(renamed.body).toMatchObject({ name: "n", __description: "d", team: "lab" });
      const refused = await native(
        { op: "replace", path: "/name", value: "m" },
        { op: "replace", path: "/min_ram", value: 1024 },
      );
      expect([refused.status, refused.body.error.code]).toEqual([400, "IMG.0035"]);
      const own = [{ op: "replace", path: "/min_ram", value: 1024 }];
      const changed = await as("PATCH", `${cloud.endpoints.ims}/v2/cloudimages/${id}`, own);
      expect(changed.body).toMatchObject({ name: "n", min_ram: 1024 });
    }
  });

  test("insists on its body, its media type and an existing image", async () => {
    const id = add();
    expect((await call("PATCH", `/v2/cloudimages/${id}`, { name: "x" })).body.error.code).toBe("IMG.0001");
    expect((await call("PATCH", `/v2/cloudimages/${id}`, [])).body.error.code).toBe("IMG.0007");
    expect(
      (await call("PATCH", `/v2/cloudimages/${id}`, "[]", { "content-type": "text/plain" })).status,
    ).toBe(415);
    expect((await call("PATCH", `/v2/images/${id}`, [])).status).toBe(415);
    const nobody = "00000000-0000-4000-8000-000000000000";
    expect((await patch(nobody, { op: "replace", path: "/name", value: "x" })).body.error.code).toBe(
      "IMG.0027",
    );
  });
});

describe("a delete", () => {
  test("is answered at once, and the image is listed for as long after it as is set", async () => {
    cloud.configure({ deleteSeconds: 7 });
    const id = add();
    expect((await call("DELETE", `/v2/images/${id}`)).status).toBe(204);
    expect(await names(`id=${id}`)).toEqual(["demo-image"]);
    clock.advance(6.9);
    expect(await names(`id=${id}`)).toEqual(["demo-image"]);
    clock.advance(0.1);
    expect(await names(`id=${id}`)).toEqual([]);
    const again = await call("DELETE", `/v2/images/${id}`);
    expect([again.status, again.body.code]).toEqual([404, "404 Not Found"]);
  });

  test("is refused for a protected image and for one that is being created", async () => {
    expect((await call("DELETE", `/v2/images/${add({ protected: true })}`)).body.error.code).toBe("IMG.0028");
    expect((await call("DELETE", `/v2/images/${add({ status: "saving" })}`)).body.error.code).toBe(
      "IMG.0090",
    );
  });

  test("takes delete_backup and nothing else", async () => {
    const id = add();
    expect((await call("DELETE", `/v2/images/${id}`, { backup: true })).body.error.code).toBe("IMG.0001");
    expect((await call("DELETE", `/v2/images/${id}`, { delete_backup: true })).status).toBe(204);
  });
});

test("the quota counts the project's images", async () => {
  add();
  const { body } = await call("GET", "/v1/cloudimages/quota");
  expect(body.quotas.resources[0]).toEqual({ type: "image", used: 1, quota: 50, min: 1, max: 1000 });
});
