import { type LocalCloud, type NewImageFixture, startCloud } from "../../index";
import { type Client, signIn, virtualClock } from "../../testing/testClient";

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
const names = async (query: string) =>
  (await call("GET", `/v2/cloudimages?${query}`)).body.images.map(({ name }: { name: string }) => name);
const add = (image: NewImageFixture = {}) => cloud.addImage(image).id;

describe("tags", () => {
  const path = (id: string, rest = "") => `/v2/${client.projectId}/images/${id}/tags${rest}`;
  const tags = async (id: string) => (await call("GET", path(id))).body.tags;

  test("are added, overwritten, listed and removed", async () => {
    const id = add();
    expect((await call("POST", path(id), { tag: { key: "k", value: "v" } })).status).toBe(204);
    await call("POST", path(id), { tag: { key: "k", value: "w" } });
    const action = {
      action: "create",
      tags: [
        { key: "a", value: "" },
        { key: "b", value: "1" },
      ],
    };
    expect((await call("POST", path(id, "/action"), action)).status).toBe(204);
    expect(await tags(id)).toEqual([
      { key: "k", value: "w" },
      { key: "a", value: "" },
      { key: "b", value: "1" },
    ]);
    expect(cloud.images()[0]?.tags).toEqual(["k=w", "a=", "b=1"]);
    expect((await call("DELETE", path(id, "/a"))).status).toBe(204);
    expect((await call("DELETE", path(id, "/a"))).status).toBe(404);
    expect(
      (await call("POST", path(id, "/action"), { action: "delete", tags: [{ key: "a" }, { key: "b" }] }))
        .status,
    ).toBe(204);
    expect((await call("PUT", "/v1/cloudimages/tags", { image_id: id, tag: "p.q" })).status).toBe(204);
    expect(await tags(id)).toEqual([
      { key: "k", value: "w" },
      { key: "p", value: "q" },
    ]);
    expect((await call("GET", `/v2/${client.projectId}/images/tags`)).body.tags).toEqual([
      { key: "k", values: ["w"] },
      { key: "p", values: ["q"] },
    ]);
    expect((await call("GET", "/v1/cloudimages/tags")).body.tags).toEqual(["k.w", "p.q"]);
    const filter = { action: "filter", tags: [{ key: "p", values: [] }] };
    const found = await call("POST", `/v2/${client.projectId}/images/resource_instances/action`, filter);
    expect(found.body).toMatchObject({ total_count: 1, resources: [{ resource_id: id }] });
  });

  test("keep to ten per image and to the documented lengths", async () => {
    const id = add({ tags: Array.from({ length: 10 }, (_, n) => `k${n}=`) });
    const code = async (tag: object) => (await call("POST", path(id), { tag })).body.error?.code;
    expect(await code({ key: "k", value: "" })).toBe("IMG.0116");
    expect(await code({ key: "k0", value: "new" })).toBeUndefined();
    expect(await code({ key: "a".repeat(37), value: "" })).toBe("IMG.0115");
    expect(await code({ key: "", value: "" })).toBe("IMG.0115");
    expect(await code({ key: "k0", value: "a".repeat(44) })).toBe("IMG.0115");
    expect(await code({ key: "k0" })).toBe("IMG.0115");
    const twice = {
      action: "create",
      tags: [
        { key: "k0", value: "" },
        { key: "k0", value: "" },
      ],
    };
    expect((await call("POST", path(id, "/action"), twice)).body.error.code).toBe("IMG.0115");
  });

  test("are limited by their length alone on OTC, and by their characters on Huawei Cloud", async () => {
    const code = async (key: string, value: string) =>
      (await call("POST", path(add()), { tag: { key, value } })).body.error?.code;
    expect(await code("schlüssel/<*>", "1.2.3 rc:1+2@x")).toBeUndefined();
    const huawei = await signIn(cloud, "huaweicloud");
    const onHuawei = async (id: string, tag: object) =>
      (await huawei.send("POST", `${cloud.endpoints.ims}/v2/${huawei.projectId}/images/${id}/tags`, { tag }))
        .body.error?.code;
    const tagsOf = (count: number) => Array.from({ length: count }, (_, n) => `k${n}=`);
    const id = add({ profile: "huaweicloud", tags: tagsOf(19) });
    expect(await onHuawei(id, { key: "镜".repeat(128), value: "v 1.0/".repeat(42) })).toBeUndefined();
    expect(await onHuawei(id, { key: "one more", value: "" })).toBe("IMG.0116");
    for (const [key, value] of [
      ["a/b", ""],
      ["a=b", ""],
      [" a", ""],
      ["ü", ""],
      ["k0", "a=b"],
      ["k0", "b "],
      ["k".repeat(129), ""],
      ["k0", "v".repeat(256)],
    ])
      expect([key, value, await onHuawei(id, { key, value })]).toEqual([key, value, "IMG.0115"]);
  });

  test("are refused before the image is active and in a path of another project", async () => {
    const tag = { tag: { key: "k", value: "v" } };
    expect((await call("POST", path(add({ status: "queued" })), tag)).body.error.code).toBe("IMG.0046");
    const elsewhere = `/v2/${"0".repeat(32)}/images/${add()}/tags`;
    expect((await call("POST", elsewhere, tag)).body.error.code).toBe("IMG.0030");
  });

  test("show late on images where the setting says so, never in the tag calls", async () => {
    cloud.configure({ tagDelaySeconds: 5 });
    const id = add();
    await call("POST", path(id), { tag: { key: "k", value: "v" } });
    expect(await tags(id)).toHaveLength(1);
    expect(await names("tag=k%3Dv")).toEqual([]);
    clock.advance(5);
    expect(await names("tag=k%3Dv")).toEqual(["demo-image"]);
  });
});
