import { claim, hash, image, json, owner, run, save, shell, tag } from "../markedImages";

test("a stack whose state knows all its images has no orphans", async () => {
  const { id } = image();
  save([{ imageId: id, owner, claim }]);
  expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining("No orphans."), err: "" });
});

test("a state knows the images that the plugin made for it as well: finished, unfinished, and begun", async () => {
  const { id } = image();
  const failed = image({ name: "late", tags: [tag(owner, "ddddeeeeffff")] });
  const native = { native: true, owner };
  const late = { ...native, name: "late", imageId: failed.id, claim: "ddddeeeeffff", initErrors: ["late"] };
  save([{ ...native, imageId: id, claim }, late]);
  expect(await run()).toMatchObject({
    code: 1,
    out: expect.stringContaining(`unfinished  ${failed.id}  late`),
  });
  const lost = image({ name: "lost", tags: [tag("ffff0000")] });
  save([{ ...native, imageId: id, claim }], [{ native: true, owner: "ffff0000" }]);
  const { code, out } = await run();
  expect([code, out]).toEqual([1, expect.stringContaining(`orphan      ${lost.id}  lost`)]);
});

test("an image with the stack's mark that its state does not know is an orphan, with what to do", async () => {
  const kept = image();
  const lost = image({ name: "lost" });
  save([{ imageId: kept.id, owner, claim }]);
  const { code, out } = await run();
  expect(code).toBe(1);
  expect(out).toContain(`orphan      ${lost.id}  lost`);
  expect(out).not.toContain(kept.id);
  expect(out).toContain("Why: it bears this stack's mark, but the state does not know it");
  expect(out).toMatch(
    /What to do: .*bring it into the stack by `npx pulumi-cloud-images import`.*delete it in the cloud/,
  );
  expect(out).toContain("1 orphan. Nothing was deleted.");
  expect(shell.cloud.images()).toHaveLength(2);
  expect(
    new Set(
      shell.cloud.requests().map(({ method, route }) => (route === "iam.createToken" ? "GET" : method)),
    ),
  ).toEqual(new Set(["GET"]));
});

test("JSON has the same, and nothing else is on stdout", async () => {
  const lost = image({ name: "lost" });
  save([{ owner }]);
  expect(await json()).toMatchObject({
    code: 1,
    stack: "dev",
    project: "shop",
    owners: [owner],
    clouds: [{ name: "otc", profile: "otc", region: "eu-de", imagesSeen: 1 }],
    images: [
      {
        id: lost.id,
        name: "lost",
        status: "active",
        cloud: "otc",
        kind: "orphan",
        urn: null,
        ageSeconds: expect.any(Number),
      },
    ],
    problems: [],
  });
});

test("images of other owners, and images without our mark, are nobody's business", async () => {
  image({ tags: [tag("ffffffff")] });
  image({ tags: [] });
  image({ tags: [], name: `creating-ffffffff-${hash}` });
  image({ tags: ["pulumi-cloud-images=by-hand"] });
  save([{ owner }]);
  expect(await run()).toMatchObject({ code: 0 });
});

test("an image that is still being made and unknown to the state is unfinished", async () => {
  const { id } = image({ tags: [], name: `creating-${owner}-${hash}`, status: "saving" });
  save([{ owner }]);
  const { code, images } = await json();
  expect(code).toBe(1);
  expect(images).toMatchObject([{ id, kind: "unfinished", status: "saving", urn: null }]);
  expect(images[0].whatToDo).toMatch(/^if no `pulumi up` is running, run one/);
});

test("an unfinished image of the state is listed with its resource", async () => {
  const saving = image({ tags: [], name: `creating-${owner}-${hash}`, status: "saving" });
  const failed = image({ name: "refused update" });
  const killed = image({ name: "killed", status: "killed" });
  save([
    { imageId: saving.id, name: "one", owner, claim, initErrors: ["timed out"] },
    { imageId: failed.id, name: "two", owner, claim, initErrors: ["refused"] },
    { imageId: killed.id, name: "three", owner, claim },
  ]);
  const { code, images } = await json();
  expect(code).toBe(1);
  const listed = images.map(({ id, kind, urn }: Record<string, string>) => [
    id,
    kind,
    urn?.split("::").at(-1),
  ]);
  expect(listed.sort()).toEqual(
    [
      [saving.id, "unfinished", "one"],
      [failed.id, "unfinished", "two"],
      [killed.id, "unfinished", "three"],
    ].sort(),
  );
});

test("an image of the state that another resource has claimed is listed as that", async () => {
  const { id } = image({ tags: [tag("ffffffff", "ddddeeeeffff")] });
  save([{ imageId: id, owner, claim }]);
  const { code, out } = await run();
  expect(code).toBe(1);
  expect(out).toContain(`claimed     ${id}`);
});

test("an image that a replaced resource and its successor both record belongs to the one with the claim", async () => {
  const { id } = image();
  save([
    { imageId: id, owner, claim },
    { imageId: id, owner, claim: "111122223333" },
  ]);
  expect(await run()).toMatchObject({ code: 0 });
});

test("an image that the stack only looks up is known", async () => {
  const { id } = image();
  save([{ imageId: id, external: true }, { owner }]);
  expect(await run()).toMatchObject({ code: 0 });
});

test("a create that was killed before its result was recorded is found by its recorded owner and cloud", async () => {
  const { id } = image({
    profile: "openstack",
    tags: [],
    name: `creating-${owner}-${hash}`,
    status: "queued",
  });
  save([], [{ owner, cloud: "openstack" }]);
  expect(await json()).toMatchObject({ code: 1, images: [{ id, cloud: "openstack", kind: "unfinished" }] });
});
