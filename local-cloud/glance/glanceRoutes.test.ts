import { type LocalCloud, startCloud } from "../index";
import { type Client, signIn, virtualClock } from "../testing/testClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: Client;
beforeEach(async () => {
  cloud = await startCloud({ clock });
  client = await signIn(cloud, "openstack");
});
afterEach(() => cloud.close());

const volume = (fields = {}) => cloud.addVolume({ profile: "openstack", ...fields });
const cinder = (method: string, path: string, body?: unknown, version?: string) =>
  client.send(
    method,
    `${cloud.endpoints.cinder}/v3/${client.projectId}${path}`,
    body,
    version ? { "openstack-api-version": `volume ${version}` } : {},
  );
const upload = (id: string, fields: object, version?: string) =>
  cinder("POST", `/volumes/${id}/action`, { "os-volume_upload_image": fields }, version);
const glance = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  client.send(method, `${cloud.endpoints.glance}/v2/images${path}`, body, headers);
const patchType = { "content-type": "application/openstack-images-v2.1-json-patch" };
const patch = (id: string, ...operations: object[]) => glance("PATCH", `/${id}`, operations, patchType);
const image = (fields = {}) => cloud.addImage({ profile: "openstack", ...fields }).id;

describe("Glance", () => {
  test("answers errors in the form that Accept names", async () => {
    const url = `${cloud.endpoints.glance}/v2/images/nope`;
    const accept = (value: string) => client.send("GET", url, undefined, { accept: value });
    expect((await accept("application/json")).body).toEqual({
      message: "No image found with ID nope<br /><br />\n\n\n",
      code: "404 Not Found",
      title: "Not Found",
    });
    expect((await accept("*/*")).body).toContain("<html>");
  });

  test("updates an image in any state, tags as a whole list", async () => {
    const id = image({ status: "saving" });
    const { status: code, body } = await patch(
      id,
      { op: "replace", path: "/name", value: "new" },
      { op: "add", path: "/my_prop", value: "x" },
      { op: "replace", path: "/tags", value: ["a", "b", "a"] },
      { op: "replace", path: "/min_disk", value: 3 },
    );
    expect(code).toBe(200);
    expect(body).toMatchObject({ name: "new", my_prop: "x", tags: ["a", "b"], min_disk: 3 });
  });

  test.each([
    [409, { op: "replace", path: "/my_prop", value: "x" }],
    [409, { op: "remove", path: "/my_prop" }],
    [403, { op: "remove", path: "/name" }],
    [403, { op: "replace", path: "/status", value: "active" }],
    [403, { op: "replace", path: "/disk_format", value: "raw" }],
    [403, { op: "replace", path: "/visibility", value: "public" }],
    [403, { op: "replace", path: "/owner", value: "x" }],
    [400, { op: "add", path: "/my_prop", value: 3 }],
    [400, { op: "replace", path: "/min_ram", value: "3" }],
    [400, { op: "replace", path: "/visibility", value: "mine" }],
    [400, { op: "replace", path: "name", value: "x" }],
    [400, { op: "move", path: "/name", value: "x" }],
    [400, { op: "replace", path: "/name" }],
  ])("answers %i to the patch %j", async (code, operation) => {
    expect((await patch(image(), operation)).status).toBe(code);
  });

  test("insists on the media type of patches", async () => {
    expect((await glance("PATCH", `/${image()}`, [])).status).toBe(415);
  });

  test("adds and removes single tags", async () => {
    const id = image();
    expect((await glance("PUT", `/${id}/tags/a%20b`)).status).toBe(204);
    expect((await glance("PUT", `/${id}/tags/a%20b`)).status).toBe(204);
    expect((await glance("GET", `/${id}`)).body.tags).toEqual(["a b"]);
    expect((await glance("DELETE", `/${id}/tags/a%20b`)).status).toBe(204);
    expect((await glance("DELETE", `/${id}/tags/a%20b`)).status).toBe(404);
  });

  test("refuses to delete a protected image and deletes another at once", async () => {
    const id = image({ protected: true });
    expect((await glance("DELETE", `/${id}`)).status).toBe(403);
    await patch(id, { op: "replace", path: "/protected", value: false });
    expect((await glance("DELETE", `/${id}`)).status).toBe(204);
    expect((await glance("DELETE", `/${id}`)).status).toBe(404);
  });

  test("deactivates and reactivates", async () => {
    const id = image();
    expect((await glance("POST", `/${id}/actions/deactivate`)).status).toBe(204);
    expect((await glance("GET", `/${id}`)).body).toMatchObject({ status: "deactivated", size: 2 ** 30 });
    expect((await glance("POST", `/${id}/actions/reactivate`)).status).toBe(204);
    expect((await glance("POST", `/${image({ status: "queued" })}/actions/deactivate`)).status).toBe(403);
  });

  test("filters, sorts and pages with links", async () => {
    const ids = ["c", "a", "b"].map((name) =>
      image({ name, tags: name === "c" ? ["x"] : ["x", "y"], my_prop: name }),
    );
    const names = async (query: string) => {
      const { status: code, body } = await glance("GET", `?${query}`);
      return code === 200 ? body.images.map(({ name }: { name: string }) => name) : code;
    };
    expect(await names("sort=name:asc")).toEqual(["a", "b", "c"]);
    expect(await names("sort_key=name&sort_dir=desc")).toEqual(["c", "b", "a"]);
    expect(await names("tag=x&tag=y&sort=name:asc")).toEqual(["a", "b"]);
    expect(await names(`id=in:${ids[0]},${ids[1]}&sort=name:asc`)).toEqual(["a", "c"]);
    expect(await names('name=in:"a",b&sort=name:asc')).toEqual(["a", "b"]);
    expect(await names("status=in:active,saving&name=eq:a")).toEqual(["a"]);
    expect(await names("my_prop=b")).toEqual(["b"]);
    expect(await names("created_at=gt:2026-11-01T00:00:00Z&name=a")).toEqual(["a"]);
    expect(await names("limit=x")).toBe(400);
    expect(await names("sort=colour:asc")).toBe(400);
    expect(await names("sort=name&sort_key=id")).toBe(400);
    const { body } = await glance("GET", "?sort=name:asc&limit=2");
    expect(body).toMatchObject({ first: "/v2/images?sort=name%3Aasc&limit=2", schema: "/v2/schemas/images" });
    const next = await client.send("GET", `${cloud.endpoints.glance}${body.next}`);
    expect(next.body.images.map(({ name }: { name: string }) => name)).toEqual(["c"]);
    expect(next.body.next).toBeUndefined();
  });

  test("shows a page of 25 unless a larger limit is given", async () => {
    for (let n = 0; n < 26; n += 1) image();
    expect((await glance("GET", "")).body.images).toHaveLength(25);
    expect((await glance("GET", "?limit=26")).body.images).toHaveLength(26);
  });

  test("keeps tags of a saving image to itself where the setting says so", async () => {
    const { id } = volume({ export: { tagsWhileSaving: false } });
    const { image_id: imageId } = (await upload(id, { image_name: "a" })).body["os-volume_upload_image"];
    await glance("PUT", `/${imageId}/tags/t`);
    expect((await glance("GET", "?tag=t")).body.images).toEqual([]);
    clock.advance(60);
    expect((await glance("GET", "?tag=t")).body.images).toHaveLength(1);
  });
});
