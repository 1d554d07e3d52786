import { type Lab, openLab } from "../../lifecycle/lab";

describe("lists of Glance", () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab("openstack");
  });
  afterEach(() => lab.close());

  const looks = () => lab.cloud.requests().filter(({ route }) => route?.startsWith("glance."));
  const named = () => lab.process().connect(undefined).imagesNamed("golden");
  const answer = (body: object, more: object = {}) =>
    lab.cloud.addFault({ route: "glance.listImages", kind: "status", status: 200, body, ...more });

  test("are read to the last page", async () => {
    for (let count = 0; count < 60; count += 1) lab.cloud.addImage({ profile: "openstack", name: "golden" });
    expect(await named()).toHaveLength(60);
  });

  test("ask only for images of the project, so that what others share is never ours", async () => {
    lab.cloud.addImage({ profile: "openstack", project: "other", name: "golden", visibility: "public" });
    expect(await named()).toEqual([]);
    expect(looks()[0]?.query).toMatchObject({ name: "golden", owner: expect.any(String) });
  });

  test("are followed by path and query alone: a link to another host is asked of ours", async () => {
    const { id } = lab.cloud.addImage({ profile: "openstack", name: "golden" });
    answer({ images: [], next: `https://elsewhere.example/v2/images?marker=${id}&name=golden` });
    expect(await named()).toEqual([]);
    expect(looks().at(-1)?.query).toEqual({ marker: id, name: "golden" });
  });

  test.each(["/v2/images?marker=i", "http://["])(
    "that lead in a circle or nowhere (%s) are an error",
    async (next) => {
      answer({ images: [], next }, { times: 1e6 });
      await expect(named()).rejects.toMatchObject({ name: "ProtocolError" });
      expect(looks().length).toBeLessThan(5);
    },
  );

  test("leave odd images of others out, but not one that is asked for", async () => {
    const odd = { id: "odd", name: "silver", status: "active", min_ram: "much" };
    const fine = { id: "fine", name: "golden", status: "active", protected: "true" };
    answer({ images: [odd, fine] });
    expect(await named()).toMatchObject([{ id: "fine", protected: true }]);
    answer({ images: [{ ...odd, name: "golden" }, fine] });
    await expect(named()).rejects.toMatchObject({ name: "ProtocolError" });
  });

  test("by a tag ask for it in our form, and believe only what bears it", async () => {
    const { id } = lab.cloud.addImage({ profile: "openstack", name: "golden", tags: ["team=a b"] });
    lab.cloud.addImage({ profile: "openstack", name: "other", tags: ["team"] });
    const cloud = lab.process().connect(undefined);
    expect(await cloud.imagesTagged({ key: "team", value: "a b" })).toMatchObject([{ id }]);
    expect(looks().at(-1)?.query).toMatchObject({ tag: "team=a b", owner: expect.any(String) });
    expect(await cloud.imagesTagged({ key: "team", value: "" })).toMatchObject([{ name: "other" }]);
    answer({ images: [{ id: "i", status: "active", tags: ["team=a"] }] });
    expect(await cloud.imagesTagged({ key: "team", value: "a b" })).toEqual([]);
  });

  test("show several images by one call", async () => {
    const ids = Array.from({ length: 3 }, () => lab.cloud.addImage({ profile: "openstack" }).id);
    const { images, clock } = lab.process().connect(undefined);
    const deadline = clock.now() + 60_000;
    const seen = ids.map((key) =>
      images.wait({
        key,
        deadline,
        judge: (image) =>
          image ? { state: "done", result: image.id } : { state: "failed", error: new Error("unseen") },
      }),
    );
    expect(await Promise.all(seen)).toEqual(ids);
    expect(looks()).toMatchObject([{ route: "glance.listImages", query: { id: `in:${ids.join(",")}` } }]);
  });
});
