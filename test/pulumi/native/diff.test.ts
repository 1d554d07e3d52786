import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { deriveMarker } from "../../../provider/lifecycle/marks/marker";
import { replacing } from "../../../provider/lifecycle/operation/run";
import { configuredOwner } from "../../../provider/pulumi/program/stackOwner";
import { urnForMark } from "../../../provider/pulumi/tokens";
import { volumeImage } from "../../../provider/resources/volumeImage";
import { call, type Plugin, startPlugin } from "./harness/plugin";
import { diffRequest, type Props, secret, urn } from "./harness/requests";

const volumeId = "16369c5d-384d-4e64-b37a-56d898769362";
const other = volumeId.replace("1", "2");
const claim = "0123456789ab";
const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;

let plugin: Plugin;
beforeAll(async () => {
  plugin = await startPlugin({ engine: "listens", settings: { owner: "acme" } });
});
afterAll(() => plugin.close());

/** Outputs of an image that bears its mark: made by the resource `name` of this owner. */
function outputsOf(args: Props, { owner = configuredOwner("acme"), ...more }: Props = {}): Props {
  const marked = replacing(volumeImage, args, "otc");
  const marker = deriveMarker(String(owner), urnForMark(urn()), marked);
  return {
    ...args,
    imageId: "image-1",
    status: "active",
    endpoint: "e",
    region: "r",
    projectId: "p",
    profile: "otc",
    stateVersion: 1,
    claim,
    __tag: `${marker}-${claim}`,
    __args: args,
    __owner: owner,
    ...more,
  };
}

async function diff(outputs: Props, inputs: Props, before: Props = (outputs.__args ?? {}) as Props) {
  const response = await call(plugin, "diff", diffRequest({ urn: urn(), outputs, before, inputs }));
  const kinds = Object.entries(PropertyDiff.Kind);
  const detailed: Record<string, string> = {};
  response.getDetaileddiffMap().forEach((one, field) => {
    const kind = kinds.find(([, value]) => value === one.getKind())?.[0];
    detailed[field] = `${kind} by ${one.getInputdiff() ? "input" : "image"}`;
  });
  return {
    changes: response.getChanges(),
    detailed,
    replaces: response.getReplacesList(),
    deletesFirst: response.getDeletebeforereplace(),
    response,
  };
}

const args = { name: "web", volumeId, tags: { team: "blue" }, description: "old" };

test("nothing differs", async () => {
  const same = await diff(outputsOf(args), { ...args, tags: { team: "blue" } });
  expect(same).toMatchObject({ changes: DIFF_NONE, detailed: {}, replaces: [], deletesFirst: false });
  expect(same.response.getHasdetaileddiff()).toBe(true);
});

test("each argument that differs says how, and what stays whatever is changed is stable", async () => {
  const { description: _, ...kept } = args;
  const changed = await diff(outputsOf(args), { ...kept, name: "new", minRamMiB: 512 });
  expect(changed).toMatchObject({
    changes: DIFF_SOME,
    detailed: { name: "UPDATE by input", minRamMiB: "ADD by input", description: "DELETE by input" },
    replaces: [],
  });
  expect(changed.response.getDiffsList().sort()).toEqual(["description", "minRamMiB", "name"]);
  expect(changed.response.getStablesList()).toEqual(
    expect.arrayContaining(["imageId", "region", "projectId"]),
  );
});

test("another source replaces, and a value that is not known yet may", async () => {
  const replaced = await diff(outputsOf(args), { ...args, volumeId: other, name: "new" });
  expect(replaced).toMatchObject({
    changes: DIFF_SOME,
    detailed: { volumeId: "UPDATE_REPLACE by input", name: "UPDATE by input" },
    replaces: ["volumeId"],
    deletesFirst: false,
  });
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  expect((await diff(outputsOf(args), { ...args, volumeId: unknown })).replaces).toEqual(["volumeId"]);
});

test("drift is the image's, after a refresh the arguments'", async () => {
  const drifted = outputsOf(args, { description: "by hand" });
  expect((await diff(drifted, args)).detailed).toEqual({ description: "UPDATE by image" });
  const refreshed = { ...args, description: "by hand" };
  expect((await diff(drifted, args, refreshed)).detailed).toEqual({ description: "UPDATE by input" });
});

test("a failed image is replaced", async () => {
  const failed = await diff(outputsOf(args, { status: "killed" }), args);
  expect(failed).toMatchObject({
    changes: DIFF_SOME,
    replaces: ["status"],
    detailed: { status: "UPDATE_REPLACE by image" },
  });
});

test("one that lacks its mark asks for an update that changes nothing", async () => {
  const unmarked = outputsOf(args, { __tag: "" });
  expect(await diff(unmarked, args)).toMatchObject({ changes: DIFF_SOME, detailed: {}, replaces: [] });
});

test("one that is unfinished differs in its status alone, not in what its take-over will set", async () => {
  const unfinished = outputsOf(args, { status: "saving", name: "creating-x", description: "of the volume" });
  expect(await diff(unfinished, args)).toMatchObject({
    changes: DIFF_SOME,
    detailed: { status: "UPDATE by image" },
    replaces: [],
  });
});

test("a secret argument is compared as any other", async () => {
  const before = { ...args, description: secret("old") };
  const outputs = { ...outputsOf(args), description: secret("old"), __args: secret(args) };
  expect(await diff(outputs, before, before)).toMatchObject({ changes: DIFF_NONE });
  expect((await diff(outputs, { ...args, description: secret("new") }, before)).detailed).toEqual({
    description: "UPDATE by input",
  });
});

test("a state of the dynamic form is the same image, its owner the recorded one", async () => {
  const owner = configuredOwner("whoever made it");
  const hidden = {
    __provider: "code",
    __urn: urnForMark(urn()),
    __owner: owner,
    __timeouts: { create: "5m" },
  };
  const outputs = outputsOf(args, { owner, ...hidden });
  expect(await diff(outputs, args, { ...args, ...hidden })).toMatchObject({
    changes: DIFF_NONE,
    detailed: {},
  });
});

test("a state without our record asks for an update, and the claims that a state holds are noted", async () => {
  expect(await diff({ imageId: "image-1" }, args)).toMatchObject({ changes: DIFF_SOME, detailed: {} });
  expect(readdirSync(join(plugin.folder, ".pulumi/cloud-images/held"))).toEqual([claim]);
});
