/** What a plugin loads: Pulumi's runtime would cost it some 75 MB of memory, and serves programs alone. */
const modules = [
  "errorWords",
  "lookup/checkLookupArgs",
  "lookup/foundImageSchema",
  "lookup/imageLookups",
  "lookup/lookUp",
  "native/pluginService",
  "plainJson",
  "preflight/programPreflight",
  "process/openHost",
  "program/stackOwner",
  "secretMask",
  "tokens",
];

beforeEach(() => {
  jest.resetModules();
  jest.doMock("@pulumi/pulumi", () => {
    throw new Error("Pulumi's runtime is loaded");
  });
});

test.each(modules)("%s does without Pulumi's runtime", (name) => {
  expect(Object.keys(require(`../../../provider/pulumi/${name}`))).not.toEqual([]);
});

test("what serves programs cannot", () => {
  expect(() => require("../../../provider/pulumi/dynamic/lookup/runLookup")).toThrow("runtime is loaded");
});
