import { type Lab, openLab } from "../../lifecycle/harness/lab";

describe("reads of IMS", () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab("otc");
  });
  afterEach(() => lab.close());

  const looks = () => lab.cloud.requests().filter(({ route }) => route === "ims.listImages");
  const answer = (images: unknown[], nth = 1) =>
    lab.cloud.addFault({ route: "ims.listImages", kind: "status", status: 200, body: { images }, nth });
  const watch = (ids: readonly string[]) => {
    const { images, clock } = lab.process().connect(undefined);
    const deadline = clock.now() + 60_000;
    return Promise.all(
      ids.map((key) =>
        images.wait({
          key,
          deadline,
          judge: (image) =>
            image === undefined
              ? { state: "failed", error: new Error("unseen") }
              : { state: "done", result: image.id },
        }),
      ),
    );
  };

  test("of one image filter by its id, and ignore any other in the answer", async () => {
    const { id } = lab.cloud.addImage({ profile: "otc", name: "golden" });
    const other = lab.cloud.addImage({ profile: "otc", name: "other" });
    const cloud = lab.process().connect(undefined);
    expect((await cloud.showImage(id))?.id).toBe(id);
    expect(looks()[0]?.query).toEqual({ id });
    const body = { images: [other] }; // a gateway that ignores the filter
    lab.cloud.addFault({ route: "ims.listImages", kind: "status", status: 200, body });
    await expect(cloud.showImage(id)).rejects.toMatchObject({ name: "NotFoundError", fromService: true });
  });

  test("of several images use one list of the newest", async () => {
    const ids = Array.from({ length: 3 }, () => lab.cloud.addImage({ profile: "otc" }).id);
    expect(await watch(ids)).toEqual(ids);
    expect(looks()).toHaveLength(1);
    expect(looks()[0]?.query).toMatchObject({
      sort_key: "created_at",
      sort_dir: "desc",
      owner: expect.any(String),
    });
    expect(looks()[0]?.warnings).toEqual([]);
  });

  test("turn pages while images are missing, and find one of 1200", async () => {
    const ids = Array.from({ length: 1200 }, () => lab.cloud.addImage({ profile: "otc" }).id);
    const wanted = [ids[0], ids[1199]] as string[];
    expect(await watch(wanted)).toEqual(wanted);
    expect(looks().length).toBeLessThanOrEqual(3);
    const times = looks().map(({ at }) => Date.parse(at));
    for (const [page, time] of times.entries())
      if (page > 0) expect(time - (times[page - 1] ?? 0)).toBeGreaterThanOrEqual(500); // each page is a request
  });

  describe("at images that are being deleted", () => {
    const row = (id: string) => ({ id, name: "golden", status: "active" });
    const many = Array.from({ length: 500 }, (_, at) => row(`other-${at}`));

    test.each<[string, (ids: string[]) => void, boolean]>([
      ["that a list has shown, and shows no more, believe it", () => {}, false],
      ["that no list has shown ask for each", () => answer([]), true],
      [
        "of which a list has a row that cannot be read wait for a better one",
        ([one = "", two = ""]) => answer([{ ...row(one), protected: {} }, row(two)], 2),
        false,
      ],
      [
        "that are missing in a list of several pages ask for each",
        () => {
          answer(many, 2);
          answer([], 3);
        },
        true,
      ],
    ])("%s", async (_, script, singly) => {
      const ids = ["one", "two"].map((name) => lab.cloud.addImage({ profile: "otc", name }).id);
      script(ids);
      const { images, clock } = lab.process().connect(undefined);
      void clock.sleep(30_000).then(() => {
        for (const id of ids) lab.cloud.removeImage(id);
      });
      const left = await Promise.all(
        ids.map((key) =>
          images.wait<boolean>({
            key,
            untilGone: true,
            atOnce: true,
            firstMs: 2_000,
            deadline: clock.now() + 120_000,
            judge: (image) =>
              image === undefined
                ? { state: "done", result: lab.cloud.images().some(({ id }) => id === key) }
                : { state: "pending", step: "being deleted" },
          }),
        ),
      );
      expect(left).toEqual([false, false]);
      expect(looks().some(({ query }) => "id" in query)).toBe(singly);
    });
  });

  test("by name filter by the project, and ignore images of others in the answer", async () => {
    const { id } = lab.cloud.addImage({ profile: "otc", name: "golden" });
    const cloud = lab.process().connect(undefined);
    expect(await cloud.imagesNamed("golden")).toMatchObject([{ id }]);
    expect(looks().at(-1)?.query).toEqual({ name: "golden", owner: (await cloud.location()).projectId });
    answer([{ id: "foreign", name: "golden", status: "active", owner: "somebody else" }]);
    expect(await cloud.imagesNamed("golden")).toEqual([]);
  });

  test("by a tag filter by it, ignore images without it, and follow the pages", async () => {
    const { id } = lab.cloud.addImage({ profile: "otc", name: "golden", tags: ["team=a b", "x=y"] });
    lab.cloud.addImage({ profile: "otc", name: "other", tags: ["team=c"] });
    const cloud = lab.process().connect(undefined);
    const { projectId: owner } = await cloud.location();
    expect(await cloud.imagesTagged({ key: "team", value: "a b" })).toMatchObject([{ id }]);
    expect(looks().at(-1)?.query).toMatchObject({ tag: "team=a b", owner });
    const tags = ["team=a b"];
    const image = { status: "active", tags, owner };
    answer([
      { ...image, id: "foreign", owner: "somebody else" },
      { ...image, id: "other", tags: ["team=a"] },
      ...Array.from({ length: 498 }, (_, at) => ({ ...image, id: `i${at}` })),
    ]);
    answer([{ ...image, id: "last" }], 2);
    expect(await cloud.imagesTagged({ key: "team", value: "a b" })).toHaveLength(499);
  });

  describe("with an invalid image", () => {
    const invalid = { id: "odd", name: "silver", status: "active", protected: {} };
    const fine = { id: "fine", name: "golden", status: "active", protected: "False" };
    const cloud = () => lab.process().connect(undefined);

    test("show all others, and flags that are written as texts", async () => {
      answer([invalid, fine, 7]);
      expect(await cloud().allImages()).toMatchObject([{ id: "fine", protected: false }]);
    });

    test("show the one that is read by its id or its name", async () => {
      answer([invalid, fine]);
      expect(await cloud().showImage("fine")).toMatchObject({ id: "fine" });
      answer([invalid, fine]);
      expect(await cloud().imagesNamed("golden")).toMatchObject([{ id: "fine" }]);
    });

    test("are an error if the invalid one is read: it must not count as gone, or be made again", async () => {
      answer([invalid, fine]);
      await expect(cloud().showImage("odd")).rejects.toMatchObject({
        name: "ProtocolError",
        message: expect.stringContaining("protected"),
      });
      answer([fine, invalid]);
      await expect(cloud().imagesNamed("silver")).rejects.toMatchObject({ name: "ProtocolError" });
    });

    test("by a tag are an error only if the invalid one may have it", async () => {
      const tag = { key: "team", value: "a" };
      answer([
        { ...invalid, tags: ["team=b"] },
        { ...fine, tags: ["team=a"] },
      ]);
      expect(await cloud().imagesTagged(tag)).toMatchObject([{ id: "fine" }]);
      for (const tags of [["team=a"], [7], null]) {
        answer([{ ...invalid, tags }]);
        await expect(cloud().imagesTagged(tag)).rejects.toMatchObject({ name: "ProtocolError" });
      }
    });

    test("are read on after a full page", async () => {
      answer([...Array.from({ length: 499 }, (_, at) => ({ id: `i${at}`, status: "active" })), invalid]);
      answer([fine], 2);
      expect(await cloud().allImages()).toHaveLength(500);
      expect(looks().at(-1)?.query).toMatchObject({ marker: "odd" });
    });
  });

  test("end although a cloud shows the same full page again and again", async () => {
    const images = Array.from({ length: 500 }, (_, index) => ({ id: `i${index}`, status: "active" }));
    lab.cloud.addFault({
      route: "ims.listImages",
      kind: "status",
      status: 200,
      body: { images },
      times: 1e6,
    });
    await expect(watch(["absent", "i7"])).rejects.toThrow("unseen");
    expect(looks().length).toBeLessThan(5);
  });
});
