import { configuredOwner, stackOwner } from "../../provider/pulumi/stackOwner";
import type { ImageView, NewImageFixture } from "../cloud";
import { canary } from "../lifecycle/canary";
import { openShell, type Shell } from "./shell";
import { type Recorded, stateOf } from "./state";

const owner = "0a1b2c3d";
const hash = "0123456789abcdef0123";
const claim = "aaaabbbbcccc";
const tag = (of = owner, with_ = claim) => `pulumi-cloud-images=${of}-${hash}-${with_}`;

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
});

function image(of: NewImageFixture = {}): ImageView {
  return shell.cloud.addImage({ profile: "otc", name: "golden", tags: [tag()], ...of });
}

function save(resources: readonly Recorded[], begun: readonly Recorded[] = []): void {
  shell.write("state.json", stateOf(resources, begun));
}

const run = (args = "") => shell.run(`orphans --state state.json ${args}`);

async function json(args = "") {
  const { code, out } = await run(`--json ${args}`);
  return { code, ...JSON.parse(out) };
}

test("a stack whose state knows all its images has no orphans", async () => {
  const { id } = image();
  save([{ imageId: id, owner, claim }]);
  expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining("No orphans."), err: "" });
});

test("an image with the stack's mark that its state does not know is an orphan, with what to do", async () => {
  const kept = image();
  const lost = image({ name: "lost" });
  save([{ imageId: kept.id, owner, claim }]);
  const { code, out } = await run();
  expect(code).toBe(1);
  expect(out).toContain(`orphan      ${lost.id}  lost`);
  expect(out).not.toContain(kept.id);
  expect(out).toMatch(/What to do: if no `pulumi up` is running, delete it in the cloud/);
  expect(out).toContain("1 orphan. Nothing was deleted.");
  expect(shell.cloud.images()).toHaveLength(2);
  expect(
    new Set(
      shell.cloud.requests().map(({ method, route }) => (route === "iam.createToken" ? "GET" : method)),
    ),
  ).toEqual(new Set(["GET"]));
});

test("JSON has the same, and nothing else is on stdout", async () => {
  const lost = image({ name: "lost" });
  save([{ owner }]);
  expect(await json()).toMatchObject({
    code: 1,
    stack: "dev",
    project: "shop",
    owners: [owner],
    clouds: [{ name: "otc", profile: "otc", region: "eu-de", imagesSeen: 1 }],
    images: [
      {
        id: lost.id,
        name: "lost",
        status: "active",
        cloud: "otc",
        kind: "orphan",
        urn: null,
        ageSeconds: expect.any(Number),
      },
    ],
    problems: [],
  });
});

test("images of other owners, and images without our mark, are nobody's business", async () => {
  image({ tags: [tag("ffffffff")] });
  image({ tags: [] });
  image({ tags: [], name: `creating-ffffffff-${hash}` });
  image({ tags: ["pulumi-cloud-images=by-hand"] });
  save([{ owner }]);
  expect(await run()).toMatchObject({ code: 0 });
});

test("an image that is still being made and unknown to the state is unfinished", async () => {
  const { id } = image({ tags: [], name: `creating-${owner}-${hash}`, status: "saving" });
  save([{ owner }]);
  const { code, images } = await json();
  expect(code).toBe(1);
  expect(images).toMatchObject([{ id, kind: "unfinished", status: "saving", urn: null }]);
  expect(images[0].whatToDo).toMatch(/^if no `pulumi up` is running, run one/);
});

test("an unfinished image of the state is listed with its resource", async () => {
  const saving = image({ tags: [], name: `creating-${owner}-${hash}`, status: "saving" });
  const failed = image({ name: "refused update" });
  const killed = image({ name: "killed", status: "killed" });
  save([
    { imageId: saving.id, name: "one", owner, claim, initErrors: ["timed out"] },
    { imageId: failed.id, name: "two", owner, claim, initErrors: ["refused"] },
    { imageId: killed.id, name: "three", owner, claim },
  ]);
  const { code, images } = await json();
  expect(code).toBe(1);
  const told = images.map(({ id, kind, urn }: Record<string, string>) => [id, kind, urn?.split("::").at(-1)]);
  expect(told.sort()).toEqual(
    [
      [saving.id, "unfinished", "one"],
      [failed.id, "unfinished", "two"],
      [killed.id, "unfinished", "three"],
    ].sort(),
  );
});

test("an image of the state that another resource has claimed is listed as that", async () => {
  const { id } = image({ tags: [tag("ffffffff", "ddddeeeeffff")] });
  save([{ imageId: id, owner, claim }]);
  const { code, out } = await run();
  expect(code).toBe(1);
  expect(out).toContain(`claimed     ${id}`);
});

test("an image that a replaced resource and its successor both record belongs to the one with the claim", async () => {
  const { id } = image();
  save([
    { imageId: id, owner, claim },
    { imageId: id, owner, claim: "111122223333" },
  ]);
  expect(await run()).toMatchObject({ code: 0 });
});

test("an image that the stack only looks up is known", async () => {
  const { id } = image();
  save([{ imageId: id, external: true }, { owner }]);
  expect(await run()).toMatchObject({ code: 0 });
});

test("a create that was killed before its result was recorded tells owner and cloud", async () => {
  const { id } = image({
    profile: "openstack",
    tags: [],
    name: `creating-${owner}-${hash}`,
    status: "queued",
  });
  save([], [{ owner, cloud: "openstack" }]);
  expect(await json()).toMatchObject({ code: 1, images: [{ id, cloud: "openstack", kind: "unfinished" }] });
});

test("all clouds that the state, the stack and the options name are looked into, once each", async () => {
  const lost = (["otc", "openstack", "huaweicloud"] as const).map((profile) => image({ profile }).id);
  save([
    { owner, cloud: "openstack" },
    { owner, cloud: "otc" },
  ]);
  const { images, clouds } = await json("--cloud huaweicloud --cloud openstack");
  expect(images.map(({ id }: { id: string }) => id).sort()).toEqual([...lost].sort());
  expect(clouds.map(({ name }: { name: string }) => name).sort()).toEqual([
    "huaweicloud",
    "openstack",
    "otc",
  ]);
});

test("a stack whose resources all name their cloud needs no default one", async () => {
  save([{ owner, cloud: "openstack" }]);
  const { code, out } = await shell.run("orphans --state state.json --json", { env: {} });
  expect(code).toBe(0);
  expect(JSON.parse(out).clouds).toHaveLength(1);
});

test("where a cloud cannot be looked into, the others are, and the exit code says so", async () => {
  const { id } = image({ profile: "openstack" });
  save([
    { owner, cloud: "openstack" },
    { owner, cloud: "otc" },
  ]);
  shell.cloud.addFault({ route: "iam.createToken", times: 99, kind: "status", status: 401 });
  const { code, images, problems } = await json("--cloud missing");
  expect(code).toBe(3);
  expect(images).toMatchObject([{ id }]);
  expect(problems).toEqual([
    expect.stringContaining('There is no cloud "missing"'),
    expect.stringMatching(/^cloud "otc": log in to cloud "otc"/),
  ]);
});

test("a cloud that is connected to another project than the resource's is not taken for an empty one", async () => {
  const location = { endpoint: shell.cloud.endpoints.ims, region: "eu-de", projectId: "another" };
  save([{ imageId: "x", owner, claim, location }]);
  const { code, out } = await run();
  expect(code).toBe(3);
  expect(out).toMatch(/projectId is \w+, the resource was made in another/);
});

test("the state comes from pulumi stack export when no file is given", async () => {
  const { id } = image();
  Object.assign(shell.pulumi, {
    "stack export": stateOf([{ owner }]),
    config: "{}",
    "stack --show-name": "organization/shop/dev",
  });
  expect(await shell.run("orphans --stack dev")).toMatchObject({ code: 1, out: expect.stringContaining(id) });
  expect(shell.asked).toContain("stack export --stack dev");
});

test("the state may come from standard input", async () => {
  const { id } = image();
  const readStdin = async () => stateOf([{ imageId: id, owner, claim }]);
  expect(await shell.run("orphans --state -", { readStdin })).toMatchObject({ code: 0 });
  expect(shell.asked).toEqual([]);
});

test("an empty state's owner is computed as a program computes it", async () => {
  shell.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  shell.write("Pulumi.dev.yaml", "encryptionsalt: v1:salt\n");
  const computed = stackOwner({ organization: "acme", project: "shop", stack: "dev" }, shell.folder);
  const { id } = image({ tags: [tag(computed)] });
  Object.assign(shell.pulumi, {
    "stack export": stateOf([]),
    config: "{}",
    "stack --show-name": "acme/shop/dev\n",
  });
  expect(await shell.run("orphans")).toMatchObject({ code: 1, out: expect.stringContaining(id) });
});

test("cloudimages:owner, or --owner, names the owner", async () => {
  const { id } = image({ tags: [tag(configuredOwner("team-a"))] });
  save([]);
  expect(await run("--owner team-a")).toMatchObject({ code: 1, out: expect.stringContaining(id) });
  const config = JSON.stringify({ "cloudimages:owner": { value: "team-a", secret: false } });
  Object.assign(shell.pulumi, { "stack export": stateOf([]), config });
  expect(await shell.run("orphans")).toMatchObject({ code: 1, out: expect.stringContaining(id) });
});

test("an owner that nothing tells is said, with what to do", async () => {
  save([]);
  expect(await run()).toMatchObject({
    code: 3,
    out: "",
    err: expect.stringMatching(/owner.*not known.*What to do: .*--owner/s),
  });
});

test("credentials of the stack's configuration are used and never printed; those of others are not decrypted", async () => {
  const { id } = image();
  const { auth, region_name } = shell.cloud.credentials.otc;
  const values = { profile: "otc", region: region_name, authUrl: auth.auth_url, userName: auth.username };
  const domain = { userDomainName: auth.user_domain_name, projectName: auth.project_name };
  const plain = Object.entries({ ...values, ...domain }).map(([key, value]) => [
    `cloudimages:${key}`,
    { value, secret: false },
  ]);
  const config = (password: object) =>
    JSON.stringify({ ...Object.fromEntries(plain), "cloudimages:password": password });
  Object.assign(shell.pulumi, {
    "stack export": stateOf([{ imageId: id, owner, claim }]),
    "config --json --show-secrets": config({ value: canary, secret: true }),
    "config --json": config({ secret: true }),
    "stack --show-name": "organization/shop/dev",
  });
  expect(await shell.run("orphans", { env: {} })).toMatchObject({ code: 0 });
  shell.asked.length = 0;
  Object.assign(shell.pulumi, { "config --json": JSON.stringify({ "other:password": { secret: true } }) });
  expect(await shell.run("orphans")).toMatchObject({ code: 0 });
  expect(shell.asked.join()).not.toContain("--show-secrets");
});

test("what Pulumi complains of is passed on, as is that there is no Pulumi", async () => {
  shell.pulumi["stack export"] = { ok: false, stdout: "", stderr: "error: no stack named 'nope' found\n" };
  expect(await shell.run("orphans --stack nope")).toMatchObject({
    code: 3,
    err: "pulumi stack export: no stack named 'nope' found\n",
  });
  const pulumi = async () => undefined;
  expect(await shell.run("orphans", { pulumi })).toMatchObject({
    code: 3,
    err: expect.stringContaining("no `pulumi` on the PATH"),
  });
});

test.each([
  "{",
  "[]",
  '{"version":2,"deployment":{}}',
  '{"version":3,"deployment":{"resources":[{"urn":1}]}}',
])("%s is no state, and said so without quoting it", async (text) => {
  shell.write("state.json", text);
  const { code, err } = await run();
  expect(code).toBe(3);
  expect(err).toContain("state.json is not a state as `pulumi stack export` writes it");
});

test("a state that cannot be read is said", async () => {
  expect(await shell.run("orphans --state none.json")).toMatchObject({
    code: 3,
    err: expect.stringContaining("none.json cannot be read"),
  });
});
