import { Secret } from "@pulumi/policy/policy";
import { namePattern, requireDescription, requireTags } from "../../provider/policies";
import { forms, judge, remediate } from "./judge";

const config = { keys: ["team", "stage"], defaults: { team: "platform" } };

it("missing tags are added with the values that are configured, and others stay", () => {
  expect(remediate(requireTags, "VolumeImage", { tags: { stage: "dev", team: "web" } }, { config })).toEqual({
    args: { tags: { stage: "dev", team: "web" } },
    changed: false,
  });
  expect(remediate(requireTags, "DataImage", { tags: { stage: "dev" } }, { config }).args).toEqual({
    tags: { stage: "dev", team: "platform" },
  });
  expect(remediate(requireTags, "FullEcsImage", {}, { config }).args).toEqual({ tags: { team: "platform" } });
});

it("a template of ZStack gets them as user tags", () => {
  expect(remediate(requireTags, "DataVolumeTemplate", { userTags: ["lab"] }, { config })).toEqual({
    args: { userTags: ["lab", "team=platform"] },
    changed: true,
  });
  expect(remediate(requireTags, "DataVolumeTemplate", {}, { config }).args).toEqual({
    userTags: ["team=platform"],
  });
});

it("a tag without a configured value is not made up: the check that follows reports it", () => {
  const { args } = remediate(requireTags, "VolumeImage", {}, { config });
  expect(judge(requireTags, "VolumeImage", args, { config })).toEqual([
    expect.stringContaining("tags.stage is missing"),
  ]);
});

it("a missing description becomes the configured text, with the facts of the image", () => {
  const setup = { stack: "dev", config: { text: "{name} of {project}/{stack}, {other}" } };
  expect(remediate(requireDescription, "VolumeImage", { name: "golden" }, setup)).toEqual({
    args: { name: "golden", description: "golden of shop/dev, {other}" },
    changed: true,
  });
  expect(remediate(requireDescription, "VolumeImage", { description: "Nightly" }, setup).changed).toBe(false);
  expect(remediate(requireDescription, "VolumeImage", {}).changed).toBe(false);
});

it.each(forms)("both remediations work in the %s form", (form) => {
  const tags = { keys: ["team"], defaults: { team: "platform" } };
  const image = { name: "golden", volumeId: "v" };
  expect(remediate(requireTags, "VolumeImage", image, { form, config: tags })).toEqual({
    args: { ...image, tags: { team: "platform" } },
    changed: true,
  });
  const text = { text: "{name} of {project}/{stack}" };
  expect(remediate(requireDescription, "VolumeImage", image, { form, config: text })).toEqual({
    args: { ...image, description: "golden of shop/dev" },
    changed: true,
  });
});

it("an image without a name has that of its resource: the plugin cannot fill it in while its settings are unknown", () => {
  const setup = { form: "native", config: { text: "{name} of {project}" } } as const;
  const described = { volumeId: "v", description: "golden of shop" };
  expect(remediate(requireDescription, "VolumeImage", { volumeId: "v" }, setup).args).toEqual(described);
  expect(judge(namePattern, "VolumeImage", described, { form: "native" })).toEqual([]);
  expect(judge(namePattern, "VolumeImage", {}, { config: { pattern: "^web-" } })).toHaveLength(1);
});

it("a secret name does not get into a description, which everybody may read", () => {
  const image = { name: new Secret("hidden") };
  const byName = { config: { text: "{name} of {project}" } };
  expect(remediate(requireDescription, "VolumeImage", image, byName)).toEqual({
    args: image,
    changed: false,
  });
  const byProject = { config: { text: "Of {project}" } };
  expect(remediate(requireDescription, "VolumeImage", image, byProject)).toEqual({
    args: { ...image, description: "Of shop" },
    changed: true,
  });
});

it("tags that are not known yet are left alone, and so is everything else that is unknown", () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  expect(
    remediate(requireTags, "VolumeImage", { volumeId: unknown, tags: { team: unknown } }, { config }),
  ).toEqual({
    args: { volumeId: unknown, tags: { team: unknown } },
    changed: false,
  });
  expect(() => remediate(requireTags, "VolumeImage", { tags: unknown }, { config })).toThrow(
    "value at .tags can't be known",
  );
});
