import { configuredOwner, pluginOwner, stackOwner } from "../../provider/pulumi/program/stackOwner";
import { canary } from "../lifecycle/harness/canary";
import { claim, image, owner, run, save, shell, tag } from "./markedImages";
import { stateOf } from "./state";

test("the state comes from pulumi stack export when no file is given", async () => {
  const { id } = image();
  Object.assign(shell.pulumi, {
    "stack export": stateOf([{ owner }]),
    config: "{}",
    "stack --show-name": "organization/shop/dev",
  });
  expect(await shell.run("orphans --stack dev")).toMatchObject({ code: 1, out: expect.stringContaining(id) });
  expect(shell.pulumiCalls).toContain("stack export --stack dev");
});

test("the state may come from standard input", async () => {
  const { id } = image();
  const readStdin = async () => stateOf([{ imageId: id, owner, claim }]);
  expect(await shell.run("orphans --state -", { readStdin })).toMatchObject({ code: 0 });
  expect(shell.pulumiCalls).toEqual([]);
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

test("on Pulumi Cloud the plugin's images have another owner, which is computed as well if it tells organizations apart", async () => {
  shell.write("Pulumi.yaml", "name: shop\nruntime: yaml\n");
  Object.assign(shell.pulumi, {
    "stack export": stateOf([]),
    config: "{}",
    "stack --show-name": "acme/shop/dev\n",
  });
  const names = { project: "shop", stack: "dev" };
  const { id } = image({ tags: [tag(stackOwner({ ...names, organization: "organization" }, shell.folder))] });
  expect(pluginOwner(names, shell.folder)).toBeUndefined();
  expect(await shell.run("orphans")).toMatchObject({ code: 0 }); // perhaps of another organization's stack
  shell.write("Pulumi.dev.yaml", "encryptionsalt: v1:salt\n");
  const salted = image({ tags: [tag(pluginOwner(names, shell.folder))] });
  const { code, out } = await shell.run("orphans");
  expect([code, out]).toEqual([1, expect.stringContaining(salted.id)]);
  expect(out).not.toContain(id);
});

test("cloudimages:owner, or --owner, names the owner", async () => {
  const { id } = image({ tags: [tag(configuredOwner("team-a"))] });
  save([]);
  expect(await run("--owner team-a")).toMatchObject({ code: 1, out: expect.stringContaining(id) });
  const config = JSON.stringify({ "cloudimages:owner": { value: "team-a", secret: false } });
  Object.assign(shell.pulumi, { "stack export": stateOf([]), config });
  expect(await shell.run("orphans")).toMatchObject({ code: 1, out: expect.stringContaining(id) });
});

test("an owner that cannot be determined is reported, with what to do", async () => {
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
  shell.pulumiCalls.length = 0;
  Object.assign(shell.pulumi, { "config --json": JSON.stringify({ "other:password": { secret: true } }) });
  expect(await shell.run("orphans")).toMatchObject({ code: 0 });
  expect(shell.pulumiCalls.join()).not.toContain("--show-secrets");
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
])("%s is not a state, which is reported without quoting it", async (text) => {
  shell.write("state.json", text);
  const { code, err } = await run();
  expect(code).toBe(3);
  expect(err).toContain("state.json is not a state as `pulumi stack export` writes it");
});

test("a state that cannot be read is reported", async () => {
  expect(await shell.run("orphans --state none.json")).toMatchObject({
    code: 3,
    err: expect.stringContaining("none.json cannot be read"),
  });
});
