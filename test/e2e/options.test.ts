import { writeFileSync } from "node:fs";
import path from "node:path";
import { named } from "./nothingToDo";
import { program, volumes } from "./optionsProgram";
import { openStory, type Story } from "./story";

/** Every option that Pulumi has for a resource, in one stack: what the engine does with each, on images of the local cloud. */

const quick = {
  exportSeconds: 0.2,
  queuedSeconds: 0,
  releaseSeconds: 0,
  listDelaySeconds: 0,
  templateSeconds: 0.2,
};

async function open(): Promise<Story> {
  const story = await openStory({ profile: "openstack", settings: quick, program });
  const { cloud, stack } = story;
  const ids = volumes.map((name) => [name, cloud.addVolume({ profile: "openstack", name }).id]);
  await stack.config.setAll({
    phase: "1",
    volumes: JSON.stringify(Object.fromEntries(ids)),
    knownId: cloud.addImage({ profile: "openstack", name: "by hand" }).id,
    snapshotUuid: cloud.addSnapshot().uuid,
    storageUuid: cloud.addBackupStorage().uuid,
    "cloudimages:preflight": "off",
  });
  return story;
}

interface Recorded {
  readonly urn: string;
  readonly id: string;
  dependencies?: readonly string[];
  propertyDependencies?: Record<string, readonly string[]>;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
}
interface State {
  readonly deployment: { readonly resources: Recorded[] };
}

const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";
const ours = ({ deployment }: State) =>
  deployment.resources.filter(({ inputs }) => inputs?.__provider !== undefined);

/** What an earlier release has written: false dependencies, and none of the hidden inputs of later ones. */
function asWrittenBefore(state: State): State {
  const known = ["__provider", "__urn", "__owner", "__timeouts"];
  const aged = structuredClone(state);
  for (const { inputs } of ours(aged))
    for (const key of Object.keys(inputs)) if (/^__/.test(key) && !known.includes(key)) delete inputs[key];
  const [early, late] = ours(aged).filter(({ urn }) => ["one", "two"].includes(nameOf(urn)));
  if (early === undefined || late === undefined) throw new Error("no images in the component");
  late.dependencies = [early.urn];
  late.propertyDependencies = { ...late.propertyDependencies, __urn: [early.urn] };
  return aged;
}

const changed = {
  along: ["delete"],
  any: ["create-replacement", "delete-replaced"],
  described: ["create-replacement", "delete-replaced"],
  first: ["delete-replaced", "create-replacement"], // deleteBeforeReplace
  hidden: ["update"],
  leaving: ["delete"],
  "new-name": ["update"], // its alias: only our mark is written anew
  retained: ["delete"],
  tagged: ["create-replacement", "delete-replaced"],
  timed: ["update"],
  together: ["create-replacement", "delete-replaced"],
  triggered: ["create-replacement", "delete-replaced"],
};

test("each option does what Pulumi's pages say, also to images within components", async () => {
  const { stack, cloud } = await open();
  const imageOf = (name: string) => cloud.images().find((image) => image.name === name);

  const first = await stack.up();
  expect(first.text).toContain(`a hook saw ${imageOf("hooked")?.id}`);
  expect(imageOf("transformed")).toMatchObject({ description: "by a transform", min_ram: 256 });
  expect(imageOf("consumer")).toMatchObject({ description: `beside ${imageOf("one")?.id}` });
  const state: State = await stack.export();
  for (const { urn, inputs } of ours(state)) expect(inputs.__urn).toBe(urn);
  const dependent = ours(state).flatMap(({ urn, dependencies = [] }) =>
    dependencies.map((on) => `${nameOf(urn)} on ${nameOf(on)}`),
  );
  expect(dependent.sort()).toEqual(["after on first", "consumer on one", "together on triggered"]);
  const secret = ours(state).find(named("secret"));
  for (const output of ["imageId", "name"]) expect(secret?.outputs[output]).toHaveProperty("ciphertext");
  expect((await stack.outputs()).secretId).toBe(imageOf("secret")?.id);

  const file = path.join(stack.project, "state.json");
  writeFileSync(file, JSON.stringify(asWrittenBefore(state)));
  await stack.run(["stack", "import", "--file", file]);
  const before = new Map(cloud.images().map(({ name, id }) => [name, id]));
  await stack.config.set("phase", "2");
  const { steps } = await stack.up();
  const done: Record<string, string[]> = {};
  for (const { op, urn } of steps.filter(({ op }) => !["same", "read", "replace"].includes(op)))
    done[nameOf(urn)] = [...(done[nameOf(urn)] ?? []), op];
  expect(done).toEqual(changed);
  const kept = cloud.images().filter(({ name, id }) => before.get(name) === id);
  const remade = ["any", "described", "first", "tagged", "together", "triggered"];
  expect(kept.map(({ name }) => name).sort()).toEqual(
    [...before.keys()].filter((name) => ![...remade, "leaving"].includes(name)).sort(), // with "retained" and "along"
  );
  for (const name of remade) expect(cloud.images().filter((image) => image.name === name)).toHaveLength(1);
  expect(imageOf("ignored")).toMatchObject({ description: "old" });
  expect(imageOf("hidden")).toMatchObject({ description: "new" });

  await stack.preview({ expectNoChanges: true });
  const { urn } = ours(state).find(named("protected")) as Recorded;
  const destroy = await stack.run(["destroy", "--yes", "--skip-preview", "--target", urn], { mayFail: true });
  expect(destroy.text).toContain("protected");
  expect(imageOf("protected")).toBeDefined();
});
