import { UNKNOWN } from "../../../provider/lifecycle/state/unknowns";
import { definitions } from "../../../provider/pulumi/native/definitions";
import { previewOfCreate, previewOfUpdate } from "../../../provider/pulumi/native/handlers/previewOutputs";

const { resource, outputs } = definitions.VolumeImage;
const names = Object.keys(outputs.shape);
const volumeId = "16369c5d-384d-4e64-b37a-56d898769362";
const known = (shown: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== UNKNOWN));

describe("of a create", () => {
  const inputs = { name: "web", volumeId, tags: { team: UNKNOWN }, diskFormat: "qcow2", force: true };

  test("known is what the image shows as it was set, and the source", () => {
    const shown = previewOfCreate(resource, outputs, inputs, "otc");
    expect(Object.keys(shown).sort()).toEqual([...names].sort());
    expect(known(shown)).toEqual({ name: "web", volumeId, tags: { team: UNKNOWN } });
  });

  test("nothing is, where the cloud is not known", () => {
    expect(known(previewOfCreate(resource, outputs, inputs, undefined))).toEqual({});
  });
});

describe("of an update", () => {
  const ready = {
    ...Object.fromEntries(names.map((name) => [name, `its ${name}`])),
    stateVersion: 1,
    profile: "otc",
    description: "old",
    tags: { team: "blue" },
    __tag: "7b00348b-7aec13a7baa7b9b42baa-c7bbce86b122",
    __args: { name: "web", volumeId, description: "old", tags: { team: "blue" } },
  };
  const inputs = { name: "new", volumeId, tags: { team: "red" } };

  test("of one that is ready, all stays but what is set, what was taken out, and the time", () => {
    expect(previewOfUpdate(resource, outputs, ready, inputs)).toEqual({
      ...ready,
      name: "new",
      tags: { team: "red" },
      description: UNKNOWN,
      updatedAt: UNKNOWN,
    });
  });

  test("one that is unfinished shows the rest when it is ready; where it is never changes", () => {
    const shown = previewOfUpdate(resource, outputs, { ...ready, __tag: "" }, inputs);
    expect(shown).toMatchObject({
      endpoint: "its endpoint",
      region: "its region",
      projectId: "its projectId",
      name: "new",
      imageId: UNKNOWN,
      status: UNKNOWN,
    });
    expect(shown).toMatchObject({ __args: ready.__args, stateVersion: 1 });
  });
});
