import { Secret } from "@pulumi/policy/policy";
import { requireDescription, requireTags } from "../../provider/policies";
import { judge, mend } from "./judge";

const config = { keys: ["team", "stage"], defaults: { team: "platform" } };

it("missing tags are added with the values that are configured, and others stay", () => {
  expect(mend(requireTags, "VolumeImage", { tags: { stage: "dev", team: "web" } }, { config })).toEqual({
    args: { tags: { stage: "dev", team: "web" } },
    changed: false,
  });
  expect(mend(requireTags, "DataImage", { tags: { stage: "dev" } }, { config }).args).toEqual({
    tags: { stage: "dev", team: "platform" },
  });
  expect(mend(requireTags, "FullEcsImage", {}, { config }).args).toEqual({ tags: { team: "platform" } });
});

it("a template of ZStack gets them as user tags", () => {
  expect(mend(requireTags, "DataVolumeTemplate", { userTags: ["lab"] }, { config })).toEqual({
    args: { userTags: ["lab", "team=platform"] },
    changed: true,
  });
  expect(mend(requireTags, "DataVolumeTemplate", {}, { config }).args).toEqual({
    userTags: ["team=platform"],
  });
});

it("what has no configured value is not made up: the check after it says so", () => {
  const { args } = mend(requireTags, "VolumeImage", {}, { config });
  expect(judge(requireTags, "VolumeImage", args, { config })).toEqual([
    expect.stringContaining("tags.stage is missing"),
  ]);
});

it("a missing description becomes the configured text, with the facts of the image", () => {
  const around = { stack: "dev", config: { text: "{name} of {project}/{stack}, {other}" } };
  expect(mend(requireDescription, "VolumeImage", { name: "golden" }, around)).toEqual({
    args: { name: "golden", description: "golden of shop/dev, {other}" },
    changed: true,
  });
  expect(mend(requireDescription, "VolumeImage", { description: "Nightly" }, around).changed).toBe(false);
  expect(mend(requireDescription, "VolumeImage", {}).changed).toBe(false);
});

it("a secret name does not get into a description, which everybody may read", () => {
  const image = { name: new Secret("hidden") };
  const byName = { config: { text: "{name} of {project}" } };
  expect(mend(requireDescription, "VolumeImage", image, byName)).toEqual({ args: image, changed: false });
  const byProject = { config: { text: "Of {project}" } };
  expect(mend(requireDescription, "VolumeImage", image, byProject)).toEqual({
    args: { ...image, description: "Of shop" },
    changed: true,
  });
});

it("tags that are not known yet are left alone, and so is everything else that is unknown", () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  expect(
    mend(requireTags, "VolumeImage", { volumeId: unknown, tags: { team: unknown } }, { config }),
  ).toEqual({
    args: { volumeId: unknown, tags: { team: unknown } },
    changed: false,
  });
  expect(() => mend(requireTags, "VolumeImage", { tags: unknown }, { config })).toThrow(
    "value at .tags can't be known",
  );
});
