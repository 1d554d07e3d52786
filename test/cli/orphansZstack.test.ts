import type { NewTemplate, TemplateView } from "../../local-cloud";
import { canarySecretKeys } from "../lifecycle/harness/canary";
import { claim, hash, owner, tag } from "./markedImages";
import { openShell, type Shell } from "./shell";
import { type Recorded, stateOf } from "./state";

let shell: Shell;
beforeEach(async () => {
  shell = await openShell({ secretKeys: canarySecretKeys });
});

const env = { OS_CLOUD: "zstack" };
const unclaimed = `pulumi-cloud-images=${owner}-${hash}`;

function template(of: NewTemplate = {}): TemplateView {
  const copy = { backupStorageUuid: shell.cloud.addBackupStorage().uuid, status: "Ready" };
  return shell.cloud.addTemplate({ userTags: [tag()], backupStorageRefs: [copy], ...of });
}

function save(...resources: Recorded[]): void {
  shell.write("state.json", stateOf(resources.map((one) => ({ resource: "DataVolumeTemplate", ...one }))));
}

const run = (args = "") => shell.run(`orphans --state state.json ${args}`, { env });

async function json(args = "") {
  const { code, out } = await run(`--json ${args}`);
  return { code, ...JSON.parse(out) };
}

test("a template of the state is no orphan, and no session is left open", async () => {
  const { uuid } = template();
  save({ imageId: uuid, owner, claim });
  expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining("No orphans.") });
  expect(shell.cloud.requests().map(({ route }) => route)).toContain("zstack.logout");
  expect(shell.cloud.zstackSessions()).toEqual([]);
  expect(shell.cloud.zstackJobs()).toEqual([]);
});

test("one with our tag but no claim is unfinished, one with a claim that the state does not know an orphan", async () => {
  const begun = template({ userTags: [unclaimed, "mine"], status: "Creating", backupStorageRefs: [] });
  const ready = template({ userTags: [unclaimed] });
  const lost = template();
  const failed = template({ userTags: [unclaimed], status: "Error", backupStorageRefs: [] });
  save({ owner });
  const { code, images } = await json();
  expect(code).toBe(1);
  const listed = images.map(({ id, kind }: Record<string, string>) => [id, kind]).sort();
  expect(listed).toEqual(
    [
      [begun.uuid, "unfinished"],
      [ready.uuid, "unfinished"],
      [lost.uuid, "orphan"],
      [failed.uuid, "orphan"],
    ].sort(),
  );
});

test("deleted ones, others' ones, those without our tag and images of other kinds are not listed", async () => {
  const { uuid: copy } = shell.cloud.addBackupStorage();
  template({ status: "Deleted" });
  template({ backupStorageRefs: [{ backupStorageUuid: copy, status: "Deleted" }] });
  template({ userTags: [tag("ffffffff")] });
  template({ userTags: ["pulumi-cloud-images=by-hand", "mine"] });
  template({ userTags: [] });
  template({ account: "other" });
  template({ mediaType: "RootVolumeTemplate" });
  save({ owner });
  expect(await json()).toMatchObject({ code: 0, images: [] });
});

test("an unfinished template of the state is listed with its resource", async () => {
  const { uuid } = template({ userTags: [unclaimed] });
  save({ imageId: uuid, owner, claim, initErrors: ["timed out"] });
  expect((await json()).images).toMatchObject([
    { id: uuid, kind: "unfinished", urn: expect.stringMatching(/DataVolumeTemplate::golden$/) },
  ]);
});

test("while an old claimed tag still exists beside the new one, nothing is reported", async () => {
  const { uuid } = template({ userTags: [tag(), tag().replace(/-[0-9a-f]{20}-/, `-${"0".repeat(20)}-`)] });
  save({ imageId: uuid, owner, claim });
  expect(await run()).toMatchObject({ code: 0 });
});

test("a bare mark beside a claim means that the template is not taken over yet, or was released", async () => {
  const { uuid } = template({ userTags: [unclaimed, tag()] });
  save({ imageId: uuid, owner, claim });
  expect((await json()).images).toMatchObject([
    { id: uuid, kind: "unfinished", whatToDo: expect.stringContaining("pulumi up --refresh") },
  ]);
});

test("a template that another resource has claimed is listed as that", async () => {
  const { uuid } = template({ userTags: [tag("ffffffff", "ddddeeeeffff")] });
  save({ imageId: uuid, owner, claim });
  expect((await json()).images).toMatchObject([{ id: uuid, kind: "claimed" }]);
});

test("times of ZStack have no zone: they are quoted, and no age is made of them", async () => {
  const { uuid, createDate } = template();
  save({ owner });
  const { out } = await run();
  expect(out).toContain(`orphan      ${uuid}`);
  expect(out).toContain(`Ready, created ${createDate} by the cloud's clock, cloud "zstack"`);
  expect((await json()).images).toMatchObject([{ ageSeconds: null, createdAt: createDate }]);
});

test("the account is shown if it is known, and nothing if it is not", async () => {
  const { uuid } = template();
  save({ imageId: uuid, owner, claim });
  expect((await run()).out).toContain('Cloud "zstack" (zstack, account 5a3a4ee9b1ab4b8f9c0d5d0f4b7a0001): 1');
  const byKey = await shell.run("orphans --state state.json", { env: { OS_CLOUD: "zstack-accesskey" } });
  expect(byKey).toMatchObject({
    code: 0,
    out: expect.stringContaining('"zstack-accesskey" (zstack): 1 image'),
  });
});

test("a session is ended where listing fails, too", async () => {
  save({ owner });
  shell.cloud.addFault({ route: "zstack.queryImages", times: 99, kind: "status", status: 404 });
  expect(await run()).toMatchObject({ code: 3 });
  expect(shell.cloud.requests().map(({ route }) => route)).toContain("zstack.logout");
  expect(shell.cloud.zstackSessions()).toEqual([]);
});

test("an account other than the resource's is not taken for an empty one", async () => {
  const location = { endpoint: shell.cloud.endpoints.zstack, region: "", projectId: "another" };
  save({ imageId: "x", owner, claim, location });
  const { code, out } = await run();
  expect(code).toBe(3);
  expect(out).toMatch(/projectId is \w+, the resource was made in another/);
});
