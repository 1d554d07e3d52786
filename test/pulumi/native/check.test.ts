import { unknownValues } from "../../../provider/pulumi/native/wire/signatures";
import { call, type Plugin, startPlugin } from "./harness/plugin";
import { checkRequest, type Props, propsOf, secret, urn } from "./harness/requests";

const volumeId = "16369c5d-384d-4e64-b37a-56d898769362";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const auth = { username: "u", password: "p", user_domain_name: "D" };

let plugin: Plugin;
beforeAll(async () => {
  const clouds = { prod: { profile: "otc", region_name: "eu-de", auth } };
  plugin = await startPlugin({ engine: "listens", clouds, settings: { cloud: "prod" } });
});
afterAll(() => plugin.close());

async function check(news: Props, { olds = {}, type = "VolumeImage" } = {}) {
  const response = await call(plugin, "check", checkRequest({ urn: urn(type), news, olds }));
  const failures = response
    .getFailuresList()
    .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
  return { inputs: propsOf(response.getInputs()), failures };
}
const properties = async (news: Props, type?: string) =>
  (await check(news, { ...(type === undefined ? {} : { type }) })).failures
    .map(({ property, reason }) => {
      expect(property).toBe(""); // of one that is named the engine prints the value
      return reason.split(":")[0];
    })
    .sort();

test("good arguments pass as they are, and an image without a name bears that of its resource", async () => {
  const good = { name: "web", volumeId, tags: { team: "blue" }, minRamMiB: 512 };
  expect(await check(good)).toEqual({ inputs: good, failures: [] });
  expect(await check({ volumeId, description: null })).toEqual({
    inputs: { name: "golden", volumeId },
    failures: [],
  });
});

test("each wrong argument fails at its property, with the rules of the cloud that the settings name", async () => {
  const wrong = { name: "a/b", volumeId: "x", visibility: "public", nmae: "x", minRamMiB: "much" };
  expect(await properties(wrong)).toEqual(["minRamMiB", "name", "nmae", "visibility", "volumeId"]);
  expect(await properties({ name: "web", volumeId, tags: { "pulumi-cloud-images": "x" } })).toEqual([
    "tags.pulumi-cloud-images",
  ]);
  expect(await properties({ source: { bucket: "b" }, minDiskGiB: 0 }, "DataImage")).toEqual([
    "minDiskGiB",
    "source.object",
  ]);
});

test("a misspelt argument has its near miss, and a missing one says that it is required", async () => {
  const { failures } = await check({ volumeid: volumeId });
  expect(failures).toEqual([
    { property: "", reason: "volumeId: this argument is required" },
    {
      property: "",
      reason: expect.stringMatching(
        /^volumeid: there is no such argument: is it misspelt\? Did you mean volumeId\? \(VolumeImage takes name, /,
      ),
    },
  ]);
});

test("a cloud that does not exist is the argument's failure", async () => {
  expect((await check({ name: "web", volumeId, cloud: "nowhere" })).failures).toEqual([
    { property: "", reason: expect.stringMatching(/^cloud: .*nowhere/) },
  ]);
});

test("what is secret stays so, in a map at its place, and a list with a secret in it as a whole", async () => {
  const given = {
    name: secret("web"),
    volumeId: secret(volumeId),
    tags: { team: "blue", key: secret("k") },
    triggers: ["one", secret("two")],
  };
  const { inputs, failures } = await check(given);
  expect(failures).toEqual([]);
  expect(inputs).toEqual({ ...given, triggers: secret(["one", "two"]) });
});

test("a failure of a secret argument names neither its value nor its property, whose value the engine would print", async () => {
  const wrong = { name: secret("hunter/two"), volumeId: secret("no-uuid"), minRamMiB: secret(-77) };
  const { failures } = await check(wrong);
  const told = failures.map(({ property, reason }) => [property, reason.split(":")[0]]);
  expect(told.sort()).toEqual(
    Object.keys(wrong)
      .map((name) => ["", name])
      .sort(),
  );
  expect(JSON.stringify(failures)).not.toMatch(/hunter|no-uuid|-77/);
});

test.each([...unknownValues])("what is not known yet passes and stays unknown: %s", async (unknown) => {
  const given = {
    name: unknown,
    volumeId: secret(unknown),
    tags: { team: unknown },
    minRamMiB: unknown,
    force: unknown,
  };
  expect(await check(given)).toEqual({
    inputs: {
      name: UNKNOWN,
      volumeId: secret(UNKNOWN),
      tags: { team: UNKNOWN },
      minRamMiB: UNKNOWN,
      force: UNKNOWN,
    },
    failures: [],
  });
});

test("what is not known yet hides no other failure", async () => {
  expect(await properties({ volumeId: UNKNOWN, nmae: UNKNOWN, name: "a/b", cloud: UNKNOWN })).toContain(
    "nmae",
  );
  expect(await properties({ volumeId: UNKNOWN, name: "a/b" })).toEqual(["name"]);
});

test("what means the same as before is kept as it was, so that the engine sees no other order", async () => {
  const olds = { name: "web", volumeId, triggers: ["x", "y"] };
  expect((await check({ name: "web", volumeId, triggers: ["y", "x"] }, { olds })).inputs).toEqual(olds);
});

test("inputs that only the dynamic form hides are dropped, whichever way they come here", async () => {
  const hidden = { __provider: "code", __urn: "urn", __owner: "o", __timeouts: {} };
  expect(await check({ name: "web", volumeId, ...hidden })).toEqual({
    inputs: { name: "web", volumeId },
    failures: [],
  });
});
