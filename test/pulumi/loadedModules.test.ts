import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type LocalCloud, startCloud } from "../../local-cloud";
import { listeningEngine } from "./listeningEngine";

/**
 * What Pulumi's provider process has loaded once it has made an image: each module costs memory in every run of everybody
 * (docs/footprint.md). Counted, since memory and time are different on every machine.
 */

const root = resolve(__dirname, "../..");
const sdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));

/** Loads the compiled handlers as the text in a state does, and prints what is loaded before and after. */
const script = `
const names = () => Object.keys(require.cache);
require(process.env.SDK);
const before = names();
const { dataImage } = require("pulumi-cloud-images/dynamic");
dataImage.configure({ config: { get: () => undefined } })
  .then(() => dataImage.create(JSON.parse(process.env.INPUTS)))
  .then(() => {
    console.log("LOADED" + JSON.stringify([before, names().slice(before.length)]));
    process.exit();
  });
`;

let cloud: LocalCloud;
let engine: Awaited<ReturnType<typeof listeningEngine>>;
let home: string;
beforeAll(async () => {
  cloud = await startCloud();
  cloud.addBucket({ profile: "otc", name: "exports" });
  cloud.addObject({ bucket: "exports", key: "disk.qcow2", job: { jobSeconds: 1 } });
  engine = await listeningEngine();
  home = mkdtempSync(join(tmpdir(), "home-"));
});
afterAll(async () => {
  engine.close();
  await cloud.close();
  rmSync(home, { recursive: true });
});

/** The modules of the SDK, and those that came with the image, as paths within node_modules or the provider. */
async function loaded(env: Record<string, string>): Promise<{ sdk: string[]; ours: string[] }> {
  const source = { bucket: "exports", object: "disk.qcow2" };
  const inputs = {
    name: "disk",
    source,
    minDiskGiB: 40,
    __urn: "urn:pulumi:dev::p::t::disk",
    __owner: "12345678",
  };
  const child = spawn(process.execPath, ["-e", script, "provider", engine.address], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: home,
      SDK: sdk.resolve("@pulumi/pulumi/cmd/dynamic-provider"),
      INPUTS: JSON.stringify(inputs),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (printed += bytes));
  await once(child, "close");
  const [, found] = /LOADED(.*)/.exec(printed) ?? [];
  if (found === undefined) throw new Error(printed);
  const [before, after] = JSON.parse(found) as [string[], string[]];
  const short = (path: string) =>
    path
      .replaceAll("\\", "/")
      .replace(/^.*(node_modules|provider\/bin|local-cloud\/bin)\//, (_, folder) =>
        folder === "node_modules" ? "" : `${folder}/`,
      );
  return { sdk: before.map(short), ours: after.map(short) };
}

const fromVariables = () => {
  const { auth, region_name } = cloud.credentials.otc as {
    auth: Record<string, string>;
    region_name: string;
  };
  const settings = Object.entries(auth).map(([key, value]) => [`OS_${key.toUpperCase()}`, value]);
  return { OS_PROFILE: "otc", OS_REGION_NAME: region_name, ...Object.fromEntries(settings) };
};

it("an image with settings from variables loads no YAML, none of undici that it does not use, and no other room's code", async () => {
  const { sdk: before, ours } = await loaded(fromVariables());
  expect(cloud.images().map(({ name }) => name)).toContain("disk");
  const from = (start: string) => ours.filter((name) => name.startsWith(start));
  expect(from("yaml/")).toEqual([]);
  expect(
    from("undici/").filter((name) => /undici\/(index\.js|lib\/(web|mock|cache|interceptor)\/)/.test(name)),
  ).toEqual([]);
  expect(from("undici/").length).toBeLessThan(45); // 110 with its index
  expect(
    from("provider/bin/").filter((name) =>
      /bin\/(index\.js|cli|policies|policy-pack|pulumi\/native)/.test(name),
    ),
  ).toEqual([]);
  expect(from("provider/bin/")).toContain("provider/bin/lifecycle/create.js");
  // What the SDK has, we have from there: in a second copy, gRPC alone would be 130 modules more.
  expect(before.filter((name) => name.startsWith("@grpc/grpc-js/")).length).toBeGreaterThan(20);
  expect([...from("@grpc/"), ...from("google-protobuf/")]).toEqual([]);
  const packages = new Set(
    ours.filter((name) => !name.startsWith("provider/")).map((name) => name.split("/")[0]),
  );
  expect([...packages].sort()).toEqual(["undici", "zod"]);
});

it("YAML is loaded for a clouds.yaml that is there", async () => {
  const file = join(home, "clouds.yaml");
  writeFileSync(file, JSON.stringify({ clouds: { otc: cloud.credentials.otc } }));
  const { ours } = await loaded({ OS_CLIENT_CONFIG_FILE: file, OS_CLOUD: "otc" });
  expect(ours).toContain("yaml/dist/index.js");
});
