import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ModuleKind, transpile } from "typescript";
import { optionsFrom } from "./command/options";
import { usage } from "./command/usage";
import { faultSchema } from "./faults/fault";
import { match } from "./http/route";
import { startCloud } from "./index";
import { routes } from "./services";
import { send, signIn, virtualClock } from "./testing/testClient";
import { zstackClient } from "./testing/zstackClient";
import { settingsSchema } from "./world/settings";

const readme = readFileSync(join(__dirname, "README.md"), "utf8");
const reference = readdirSync(join(__dirname, "reference")).map((file) =>
  readFileSync(join(__dirname, "reference", file), "utf8"),
);
const pages = [readme, ...reference].join("\n");
const adminRoutes = routes.filter(({ service }) => service === "admin");

test("the pages name every route", () => {
  const missing = routes
    .filter(({ service }) => service !== "admin")
    .map(({ name }) => name.replace(/^(iam|keystone)/, ""))
    .filter((name) => !pages.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});

test("the README names every admin call and every kind of fault, the pages every setting", () => {
  const calls = adminRoutes.map(({ method, pattern }) => `${method} ${pattern}`);
  expect(calls.filter((call) => !readme.includes(`\`${call}`))).toEqual([]);
  const kinds = faultSchema.options.map((option) => option.shape.kind.value);
  expect(kinds.filter((kind) => !readme.includes(`| \`${kind}\``))).toEqual([]);
  const settings = Object.keys(settingsSchema.shape);
  expect(settings.filter((name) => !pages.includes(`| \`${name}\``))).toEqual([]);
});

test("each example of an admin call is answered well, in the order of the page, and no call is without one", async () => {
  const clock = virtualClock();
  const cloud = await startCloud({ clock });
  try {
    const ids = { jobs: await imageJob(), "zstack/jobs": await zstackJob() };
    const played = new Set<string>();
    for (const [, method = "", path = "", body] of examples()) {
      const place = path.replace(
        /(\/)((?:zstack\/)?jobs)\/<id>/,
        (_, slash, kind: keyof typeof ids) => `${slash}${kind}/${ids[kind]}`,
      );
      // As `curl -d` sends it.
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const { status } = await send(method, `${cloud.admin}${place}`, body, body ? headers : {});
      expect([method, place, status < 300]).toEqual([method, place, true]);
      played.add(match(routes, "admin", method, place.replace(/\?.*/, ""))?.route.name ?? "");
    }
    expect(adminRoutes.map(({ name }) => name).filter((name) => !played.has(name))).toEqual([]);
  } finally {
    await cloud.close();
  }

  async function imageJob(): Promise<string> {
    const { name } = cloud.addBucket({ name: "others" });
    cloud.addObject({ bucket: name, key: "disk.qcow2" });
    const client = await signIn(cloud, "otc");
    const request = { name: "d", image_url: `${name}:disk.qcow2`, min_disk: 40 };
    const { ims } = cloud.endpoints;
    return (await client.send("POST", `${ims}/v1/cloudimages/dataimages/action`, request)).body.job_id;
  }

  async function zstackJob(): Promise<string> {
    const client = await zstackClient(cloud, clock);
    await client.send("DELETE", `/v1/images/${cloud.addTemplate().uuid}`);
    return cloud.zstackJobs()[0]?.uuid ?? "";
  }
});

/** Of the third column: method, path and body. */
const examples = () =>
  readme
    .split("\n")
    .filter((line) => /^\| `(GET|POST|PATCH|DELETE) \//.test(line))
    .flatMap((line) => [
      ...(line.split(" | ").at(-1) ?? "").matchAll(/`(GET|POST|PATCH|DELETE) (\S+)(?: (\{.*?\}))?`/g),
    ]);

test("the program of the README runs", async () => {
  const [, source = ""] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  const code = transpile(source.replace(/^import .*$/m, ""), { module: ModuleKind.ESNext, target: 9 });
  const logged: unknown[][] = [];
  const run = new Function("startCloud", "console", `return (async () => {${code}})()`);
  await run(startCloud, { log: (...what: unknown[]) => logged.push(what) });
  expect(logged).toMatchObject([[expect.any(String), { profile: "otc" }, [], []]]);
});

test("the README names every option of the command, and uses no other; so does --help", () => {
  const own = [...new Set([...usage.matchAll(/--[a-z-]+/g)].map(([flag]) => flag))];
  const asked = own.filter((flag) => !["--help", "--version", "--yes"].includes(flag));
  expect(asked.length).toBeGreaterThan(4);
  expect(asked.filter((flag) => !readme.includes(`| \`${flag}`))).toEqual([]);
  const lines = [
    ...`${readme}\n${usage}`.matchAll(/(?:bin|npx)\/?\s?pulumi-cloud-images-local-cloud ([^\n>]*--[^\n>]*)/g),
  ];
  expect(lines.length).toBeGreaterThan(2);
  for (const [, args = ""] of lines)
    expect([args, optionsFrom(args.trim().split(/\s+/))]).toEqual([
      args,
      expect.objectContaining({ port: expect.any(Number) }),
    ]);
});

test("the README is a page, not a book", () => {
  expect(readme.split("\n").length).toBeLessThan(200);
});
