import { claim, hash, image, json, owner, run, save, shell, tag } from "./markedImages";

/** The mark in a create call, which has no claim yet. */
const marker = `${owner}-${hash}`;
const unclaimed = `pulumi-cloud-images=${marker}`;
const job = { resource: "FullEcsImage", jobId: "job-1", marker, owner, claim } as const;

test.each(["VolumeImage", "FullEcsImage", "DataImage", "DataVolumeTemplate"] as const)(
  "the image of a %s is known by the state",
  async (resource) => {
    const { id } = image();
    save([{ resource, imageId: id, owner, claim }]);
    expect(await run()).toMatchObject({
      code: 0,
      out: expect.stringContaining("1 resource of this package"),
    });
  },
);

test("a resource of another package is not ours, whatever its id", async () => {
  const { id } = image();
  const type = "pulumi-nodejs:dynamic:Resource";
  const resources = [{ urn: `urn:pulumi:dev::shop::${type}::a`, type, id }];
  shell.write("state.json", JSON.stringify({ version: 3, deployment: { resources } }));
  const { out } = await run(`--owner ${owner}`);
  expect(out).toContain("0 resources of this package");
});

test.each([
  ["still being made", { tags: [], name: `creating-${marker}`, status: "saving" }],
  ["ready, and not taken over", { tags: [unclaimed] }],
  ["taken over, but the run died before it was recorded", { tags: [tag()] }],
])("an image that the state knows by its job alone is unfinished when it is %s", async (_, as) => {
  const { id } = image(as);
  save([{ ...job, name: "whole", initErrors: ["timed out"] }]);
  const { code, images } = await json();
  expect(code).toBe(1);
  expect(images).toMatchObject([{ id, kind: "unfinished" }]);
  expect(images[0].urn).toMatch(/FullEcsImage::whole$/);
  expect(images[0].why).toBe(
    "the last run ended before the image was ready, and the state has it as unfinished",
  );
});

test("the same holds if the state, such as an imported one, does not show that a run failed", async () => {
  const { id } = image({ tags: [tag()] });
  save([job]);
  expect((await json()).images).toMatchObject([{ id, kind: "unfinished" }]);
});

test("one that the cloud has given up is unfinished as well: an update replaces it", async () => {
  const { id } = image({ tags: [unclaimed], status: "killed" });
  save([{ ...job, initErrors: ["failed"] }]);
  const { images } = await json();
  expect(images).toMatchObject([
    { id, kind: "unfinished", whatToDo: "run `pulumi up`: it replaces the image" },
  ]);
});

test("an image with the same marker and another claim is that of another create: an orphan", async () => {
  const { id } = image({ tags: [tag(owner, "111122223333")] });
  save([{ ...job, initErrors: ["timed out"] }]);
  expect((await json()).images).toMatchObject([{ id, kind: "orphan", urn: null }]);
});

test("an image with another marker is not the job's", async () => {
  const { id } = image({ tags: [`pulumi-cloud-images=${owner}-ffffffffffffffffffff-${claim}`] });
  save([{ ...job, initErrors: ["timed out"] }]);
  expect((await json()).images).toMatchObject([{ id, kind: "orphan", urn: null }]);
});

test("a job whose image the state knows by now leaves the marker out of it", async () => {
  const known = image();
  const lost = image();
  save([{ ...job, imageId: known.id }]);
  expect((await json()).images).toMatchObject([{ id: lost.id, kind: "orphan" }]);
});

test("an image that was released is recognized by its mark", async () => {
  const named = image({ tags: [], name: `creating-${marker}` });
  const tagged = image({ tags: [unclaimed] });
  save([
    { imageId: named.id, owner, claim },
    { imageId: tagged.id, owner, claim, resource: "DataImage" },
  ]);
  const { out } = await run();
  expect(out).toContain("it bears its temporary name");
  expect(out).toContain("it bears no claim");
});
