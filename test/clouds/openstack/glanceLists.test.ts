import { type Lab, openLab } from "../../lifecycle/harness/lab";

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

  test("filter by the project, so that images that others share are never ours", async () => {
    lab.cloud.addImage({ profile: "openstack", project: "other", name: "golden", visibility: "public" });
    expect(await named()).toEqual([]);
    expect(looks()[0]?.query).toMatchObject({ name: "golden", owner: expect.any(String) });
  });

  test("follow links by path and query alone: a link to another host is sent to ours", async () => {
    const { id } = lab.cloud.addImage({ profile: "openstack", name: "golden" });
    answer({ images: [], next: `https://elsewhere.example/v2/images?marker=${id}&name=golden` });
    expect(await named()).toEqual([]);
    expect(looks()[1]?.query).toEqual({ marker: id, name: "golden" });
  });

  test.each(["/v2/images?marker=i", "http://["])(
    "that lead in a circle or nowhere (%s) are an error",
    async (next) => {
      answer({ images: [], next }, { times: 1e6 });
      await expect(named()).rejects.toMatchObject({
        name: "ProtocolError",
        message: expect.stringContaining("list images: the link to the next page leads nowhere"),
      });
      expect(looks().length).toBeLessThan(5);
    },
  );

  test("leave out invalid images of others, but not one that is read", async () => {
    const invalid = { id: "odd", name: "silver", status: "active", min_ram: "much" };
    const fine = { id: "fine", name: "golden", status: "active", protected: "true" };
    answer({ images: [invalid, fine] });
    expect(await named()).toMatchObject([{ id: "fine", protected: true }]);
    answer({ images: [{ ...invalid, name: "golden" }, fine] });
    await expect(named()).rejects.toMatchObject({ name: "ProtocolError" });
  });

  test("by a tag filter by it in our form, and ignore images without it", async () => {
    const { id } = lab.cloud.addImage({ profile: "openstack", name: "golden", tags: ["team=a b"] });
    lab.cloud.addImage({ profile: "openstack", name: "other", tags: ["team"] });
    const cloud = lab.process().connect(undefined);
    expect(await cloud.imagesTagged({ key: "team", value: "a b" })).toMatchObject([{ id }]);
    expect(looks().at(-1)?.query).toMatchObject({ tag: "team=a b", owner: expect.any(String) });
    expect(await cloud.imagesTagged({ key: "team", value: "" })).toMatchObject([{ name: "other" }]);
    answer({ images: [{ id: "i", status: "active", tags: ["team=a"] }] });
    expect(await cloud.imagesTagged({ key: "team", value: "a b" })).toEqual([]);
  });

  test("show hidden images too, by a list of their own, each image once", async () => {
    const seen = lab.cloud.addImage({ profile: "openstack", name: "golden", tags: ["team=lab"] });
    for (let count = 0; count < 30; count += 1)
      lab.cloud.addImage({ profile: "openstack", name: "golden", os_hidden: true });
    const hidden = lab.cloud.addImage({ profile: "openstack", tags: ["team=lab"], os_hidden: true });
    const cloud = lab.process().connect(undefined);
    expect(await named()).toHaveLength(31); // the list of the hidden ones has a second page
    expect(looks().map(({ query }) => query.os_hidden)).toEqual([undefined, "true", "true"]);
    expect(await cloud.allImages()).toHaveLength(32);
    expect((await cloud.listings.newest()).ids).toContain(hidden.id);
    const tagged = await cloud.imagesTagged({ key: "team", value: "lab" });
    expect(tagged.map(({ id }) => id)).toEqual([seen.id, hidden.id]);
    answer({ images: [{ ...hidden, status: "active", tags: ["team=lab"] }] }); // just being hidden: in both lists
    expect(await cloud.imagesTagged({ key: "team", value: "lab" })).toMatchObject([{ id: hidden.id }]);
  });

  test("that are not to show hidden images are one call", async () => {
    lab.cloud.addImage({ profile: "openstack", name: "golden", os_hidden: true });
    const cloud = lab.process().connect(undefined);
    expect(await cloud.imagesNamed("golden", { withoutHidden: true })).toEqual([]);
    expect(looks()).toHaveLength(1);
  });

  test("of ids read hidden images only for ids that the first list lacks", async () => {
    const [one, two] = [{}, {}].map(() => lab.cloud.addImage({ profile: "openstack" }).id);
    const hidden = lab.cloud.addImage({ profile: "openstack", os_hidden: true }).id;
    const { images, clock } = lab.process().connect(undefined);
    const look = async (keys: readonly (string | undefined)[]) => {
      lab.forget();
      const judge = (image: unknown) => ({ state: "done", result: image !== undefined }) as const;
      const wait = (key = "") => images.wait({ key, deadline: clock.now() + 60_000, atOnce: true, judge });
      return Promise.all(keys.map(wait));
    };
    expect(await look([one, hidden, two])).toEqual([true, true, true]);
    expect(looks().map(({ query }) => [query.id, query.os_hidden])).toEqual([
      [`in:${[one, hidden, two].join(",")}`, undefined],
      [`in:${hidden}`, "true"],
    ]);
    expect(await look([one, two])).toEqual([true, true]);
    expect(looks()).toHaveLength(1);
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
