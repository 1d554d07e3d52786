import { deriveMarker } from "../../../provider/lifecycle/marks/marker";
import { replacing } from "../../../provider/lifecycle/operation/run";
import { urnForMark } from "../../../provider/pulumi/tokens";
import { volumeImage } from "../../../provider/resources/volumeImage";
import { examine, installIn } from "../examine";
import { openShell, type Shell } from "../shell";
import { encrypted, type Recorded, stateOf } from "../state";

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  installIn(shell);
});

function inState(resources: readonly Recorded[], pending: readonly Recorded[] = []): void {
  shell.pulumi["stack export"] = stateOf(resources, pending);
}

const OWNER = "0123abcd";
const urnOf = (name: string) =>
  urnForMark(`urn:pulumi:dev::shop::pulumi-nodejs:dynamic/cloudimages:VolumeImage::${name}`);
/** As a create of these arguments writes it. */
const markOf = (name: string, given: object) =>
  deriveMarker(OWNER, urnOf(name), replacing(volumeImage, { ...given }, "otc"));
const failed = { initErrors: ["not finished"], owner: OWNER };

async function report(args = "--stack") {
  const { code, report } = await examine(shell, args);
  return { code, stack: report.stack, underWay: report.stack?.underWay };
}

test("an unfinished image is told with its status, its age, and for how long which command goes on with it", async () => {
  const { id } = shell.cloud.addImage({ name: `creating-${OWNER}-x`, status: "saving" });
  inState([{ ...failed, imageId: id, inputs: { timeouts: { update: "2h" } } }]);
  const { code, stack, underWay } = await report();
  expect(code).toBe(0); // nothing has failed: the next up goes on
  expect(stack).toMatchObject({ name: "dev", project: "shop", problems: [] });
  expect(underWay).toEqual([
    {
      kind: "unfinished",
      urn: expect.stringContaining("VolumeImage::golden"),
      resource: "VolumeImage",
      provider: null,
      operation: null,
      cloud: "otc",
      imageId: id,
      jobId: null,
      found: true,
      status: "saving",
      phase: "pending",
      percent: null,
      ageSeconds: expect.any(Number),
      waitSeconds: 7200,
      commands: ["pulumi up"],
    },
  ]);
  const { out } = await shell.run("doctor --stack");
  expect(out).toMatch(
    /^Stack: shop\/dev\n\nwarning {2}VolumeImage "golden": unfinished, image \S+ in cloud "otc", region eu-de, project \d+, saving \(the cloud does not say how far\), \d+ s old\n {9}What to do: `pulumi up`: it goes on with the image, and waits up to 2 h \(timeouts\.update\)\n/m,
  );
});

test("a job's percentage is asked from the cloud, and nothing is changed", async () => {
  const jobId = "ff80808282a2b5ab0182a30b7ed10001";
  inState([{ ...failed, resource: "DataImage", jobId, marker: `${OWNER}-${"1".repeat(20)}`, name: "disk" }]);
  shell.cloud.addFault({
    route: "ims.showJob",
    times: 9,
    kind: "status",
    status: 200,
    body: {
      job_id: jobId,
      status: "RUNNING",
      entities: { process_percent: 0.42, current_task: "ImportDataImageTask" },
    },
  });
  const { underWay } = await report();
  expect(underWay).toMatchObject([{ jobId, percent: 42, found: false, waitSeconds: 3600 }]);
  const { out } = await shell.run("doctor --stack");
  expect(out).toMatch(/DataImage "disk": unfinished, job \S+ in cloud "otc".* 42%/);
  const changing = shell.cloud
    .requests()
    .filter(({ method, route }) => method !== "GET" && !/createToken/.test(route ?? ""));
  expect(changing).toEqual([]);
});

describe("a create of which the engine has no answer", () => {
  const args = { volumeId: "v" };

  test("is found in the cloud by its mark, and told which commands end the warning", async () => {
    const name = `creating-${markOf("golden", args)}`;
    const { id } = shell.cloud.addImage({ name, status: "saving" });
    inState([], [{ inputs: args }]);
    const { code, underWay } = await report();
    expect(code).toBe(0);
    expect(underWay).toMatchObject([
      {
        kind: "pending",
        operation: "creating",
        imageId: id,
        found: true,
        status: "saving",
        commands: ["pulumi up", "pulumi refresh --clear-pending-creates --yes"],
      },
    ]);
    const { out } = await shell.run("doctor --stack");
    expect(out).toContain(
      "What to do: if no other run is active: `pulumi up`, which goes on with this image, and waits up to 60 min (timeouts.create); then `pulumi refresh --clear-pending-creates --yes`, which ends the engine's warning",
    );
  });

  test("whose image the state has by now is over: one command ends the warning", async () => {
    const { id } = shell.cloud.addImage({ name: "golden" });
    inState([{ imageId: id, inputs: args }], [{ inputs: args }]);
    const { underWay } = await report();
    expect(underWay).toMatchObject([{ commands: ["pulumi refresh --clear-pending-creates --yes"] }]);
    const { out } = await shell.run("doctor --stack");
    expect(out).toContain("which ends the engine's warning: the state has its image by now");
  });

  test("of the plugin has the same mark", async () => {
    const { id } = shell.cloud.addImage({ name: `creating-${markOf("golden", args)}`, status: "saving" });
    inState([], [{ native: true, inputs: args }]);
    expect((await report()).underWay).toMatchObject([{ imageId: id, found: true }]);
  });

  test("is not found by other arguments, and by an encrypted one not looked for", async () => {
    shell.cloud.addImage({ name: `creating-${markOf("golden", args)}`, status: "saving" });
    inState([], [{ inputs: { volumeId: "another" } }, { name: "hidden", inputs: { volumeId: encrypted() } }]);
    expect((await report()).underWay).toMatchObject([{ found: false }, { found: false }]);
  });
});

test("an image that is gone, failed or ready is said to be so", async () => {
  const dead = shell.cloud.addImage({ name: "dead", status: "killed" });
  const ready = shell.cloud.addImage({ name: `creating-${OWNER}-${"2".repeat(20)}` });
  inState([
    { ...failed, name: "dead", imageId: dead.id },
    { ...failed, name: "ready", imageId: ready.id },
    { ...failed, name: "gone", imageId: "0d2d3b1c-1a3d-4f1e-9a44-0e8e3f7c9b11" },
  ]);
  const { out } = await shell.run("doctor --stack");
  expect(out).toMatch(/"dead": unfinished, .*killed.*\n.*`pulumi up`: it replaces the image/);
  expect(out).toMatch(/"ready": unfinished, .*ready, and not yet taken over/);
  expect(out).toMatch(
    /"gone": unfinished, image \S+ is not listed in cloud "otc".*\n.*`pulumi up`: it looks for the image again/,
  );
});

test("images of explicit providers are asked from their own clouds", async () => {
  const { id } = shell.cloud.addImage({ profile: "openstack", name: "creating-x", status: "saving" });
  const inputs = { cloud: "openstack" };
  shell.pulumi["stack export"] = stateOf(
    [{ ...failed, native: true, imageId: id, provider: "lab" }],
    [],
    [{ name: "lab", native: true, inputs }],
  );
  const { underWay } = await report();
  expect(underWay).toMatchObject([
    { cloud: "openstack", found: true, provider: expect.stringContaining("::lab") },
  ]);
});

test("a cloud that does not answer leaves what the state says", async () => {
  inState([{ ...failed, imageId: "0d2d3b1c-1a3d-4f1e-9a44-0e8e3f7c9b11" }]);
  shell.cloud.addFault({ route: "ims.listImages", times: 99, kind: "status", status: 403 });
  const { stack, underWay } = await report();
  expect(underWay).toMatchObject([{ found: null, status: null, imageId: expect.any(String) }]);
  expect(stack.problems).toEqual([expect.stringMatching(/^cloud "otc": list images/)]);
  const { out } = await shell.run("doctor --stack");
  const [said = "", toDo] = out.slice(out.indexOf('warning  under way: cloud "otc"')).split("\n");
  expect(said).toContain("list images");
  expect(toDo).toMatch(/^ {9}What to do: \w/);
  expect(out).not.toMatch(/^What to do/m);
});

test("with nothing under way no more is asked than without --stack, and it is said", async () => {
  inState([{ imageId: "0d2d3b1c-1a3d-4f1e-9a44-0e8e3f7c9b11" }]);
  const { code, underWay } = await report();
  expect([code, underWay]).toEqual([0, []]);
  const { out } = await shell.run("doctor --stack dev");
  expect(out).toContain("no image is unfinished, and no create waits for an answer");
  expect(shell.pulumiCalls).toContain("stack export --stack dev");
});

test("without --stack doctor says only that something is under way, and the JSON has no such field", async () => {
  inState([{ ...failed, imageId: "0d2d3b1c-1a3d-4f1e-9a44-0e8e3f7c9b11" }], [{ name: "web" }]);
  const { code, report: json, checks } = await examine(shell);
  expect([code, json.stack]).toEqual([0, undefined]);
  expect(checks.get("images under way")).toEqual({
    name: "images under way",
    verdict: "warning",
    found: "1 unfinished in the state, and 1 of which the engine has no answer",
    whatToDo: "`npx pulumi-cloud-images doctor --stack` says how far they are, and what goes on with them",
  });
});

test("a stack that there is not is said first, with those that there are; what depends on it is skipped", async () => {
  shell.pulumi.config = { ok: false, stdout: "", stderr: "error: no stack named 'devv' found\n" };
  shell.pulumi["stack ls"] = JSON.stringify([{ name: "dev", current: true }, { name: "prod" }]);
  shell.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  const { code, report } = await examine(shell, "--stack devv", { env: {} });
  expect([code, report.cloud]).toEqual([1, null]);
  expect(report.checks.slice(0, 2)).toEqual([
    {
      name: "stack configuration",
      verdict: "failed",
      found: 'there is no stack "devv". Did you mean dev?',
      whatToDo: "name one that there is: dev, prod",
    },
    { name: "settings", verdict: "skipped", found: "they depend on the stack" },
  ]);
  expect(JSON.stringify(report)).not.toMatch(/No cloud is set|images under way/);
  expect(shell.cloud.requests()).toEqual([]);
});

test("without a stack, or with one that cannot be read, --stack fails with what to do", async () => {
  shell.pulumi.config = { ok: false, stdout: "", stderr: "error: no stack selected\n" };
  const { code, checks } = await examine(shell, "--stack");
  expect(code).toBe(1);
  expect(checks.get("images under way")).toMatchObject({
    verdict: "failed",
    whatToDo: expect.stringContaining("pulumi stack select"),
  });
  shell.pulumi.config = "{}";
  shell.pulumi["stack export"] = { ok: false, stdout: "", stderr: "error: passphrase must be set\n" };
  const locked = await shell.run("doctor --stack --cloud otc");
  expect(locked.code).toBe(1);
  expect(locked.out.match(/passphrase must be set/g)).toHaveLength(1);
});
