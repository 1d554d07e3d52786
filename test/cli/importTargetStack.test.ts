import { execFileSync } from "node:child_process";
import { type CompilerOptions, ScriptTarget, transpileModule } from "typescript";
import { importWords } from "../../provider/lifecycle/import/importWords";
import { configuredOwner, stackOwner } from "../../provider/pulumi/program/stackOwner";
import { add, file, run, shell, volume, written } from "./importing";
import { stateOf } from "./state";

const imported = (name: string, id: string, ...more: string[]) =>
  shell.run(["import", "VolumeImage", name, id, "--source", volume, ...more]);

/** Compiles the program: the text of the errors, or nothing. */
function wrongIn(program: string): string[] {
  const compilerOptions: CompilerOptions = { target: ScriptTarget.ES2022, strict: true };
  const { diagnostics = [] } = transpileModule(program, { reportDiagnostics: true, compilerOptions });
  return diagnostics.map(({ messageText }) => String(messageText));
}

describe("any name that Pulumi takes", () => {
  test.each([
    ["web/api", "webApi"],
    ["golden image", "goldenImage"],
    ["größe", "grE"],
    ["ns::golden", "nsGolden"],
    [`it's "mine" $(x) \`y\``, "itSMineXY"],
    ["映像", "image1"],
    ["2026", "image1"],
    ["delete", "image1"],
    ["VolumeImage", "image1"],
    ["undefined", "image1"],
    ["arguments", "image1"],
    ["require", "image1"],
    ["new\nline", "newLine"],
  ])("%j is a resource of that name, and the variable %s", async (name, variable) => {
    const { code, out } = await imported(name, add().id);
    expect(code).toBe(0);
    expect(out).toContain(`const ${variable} = new VolumeImage(${JSON.stringify(name)}, {`);
    expect(wrongIn(out)).toEqual([]);
    const urn = `urn:pulumi:dev::shop::pulumi-nodejs:dynamic/cloudimages:VolumeImage::${name}`;
    expect(file().resources).toMatchObject([{ name, inputs: { __urn: urn } }]);
  });

  test.each(["golden", "--golden", "-g", "golden image's", "new\nline"])(
    "the command that messages print for %j is taken as it stands, by a shell",
    async (name) => {
      const command = importWords(["VolumeImage", name, add().id], ["--source", volume]);
      const lines = command.replace(/^npx pulumi-cloud-images/, "printf '%s\\0'");
      const words = execFileSync("sh", ["-c", lines], { encoding: "utf8" }).split("\0").slice(0, -1);
      expect(await shell.run(words)).toMatchObject({ code: 0 });
      expect(file().resources).toMatchObject([{ name }]);
    },
  );

  test("none at all is wrong usage", async () => {
    expect(await imported("", add().id)).toMatchObject({
      code: 2,
      err: expect.stringContaining("say the name"),
    });
  });
});

describe("--parent", () => {
  const component = "urn:pulumi:dev::shop::my:infra:Images::main";
  beforeEach(() => {
    const { deployment, ...state } = JSON.parse(stateOf([]));
    const resources = [...deployment.resources, { urn: component, type: "my:infra:Images" }];
    shell.pulumi["stack export"] = JSON.stringify({ ...state, deployment: { ...deployment, resources } });
  });

  test("is in the import file, in the mark, and in the program", async () => {
    const { code, out } = await imported("golden", add().id, "--parent", component);
    expect(code).toBe(0);
    const urn = "urn:pulumi:dev::shop::my:infra:Images$pulumi-nodejs:dynamic/cloudimages:VolumeImage::golden";
    expect(file()).toMatchObject({
      nameTable: { parent: component },
      resources: [{ name: "golden", parent: "parent", inputs: { __urn: urn }, outputs: { __urn: urn } }],
    });
    expect(out).toContain(`// parent: ${component}\n`);
    expect(out).toContain("}, { parent });\n");
    expect(wrongIn(out)).toEqual([]);
  });

  test("is not mistaken for a resource of the same name, nor its variable", async () => {
    const { out } = await imported("parent", add().id, "--parent", component);
    expect(file()).toMatchObject({
      nameTable: { parent_: component },
      resources: [{ name: "parent", parent: "parent_" }],
    });
    expect(out).toContain('const image1 = new VolumeImage("parent", {');
  });

  test("that is the stack itself adds nothing to the URN", async () => {
    const stack = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
    expect((await imported("golden", add().id, "--parent", stack)).code).toBe(0);
    const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/cloudimages:VolumeImage::golden";
    expect(file().resources).toMatchObject([{ inputs: { __urn: urn } }]);
  });

  test.each([
    ["main", "is no URN of a resource"],
    ["urn:pulumi:dev::shop", "is no URN of a resource"],
    ["urn:pulumi:prod::shop::my:infra:Images::main", "is of another stack than dev of project shop"],
    ["urn:pulumi:dev::shop::my:infra:Images::other", "the state has no such resource: run `pulumi up`"],
  ])("%s is wrong usage, and nothing is sent to the cloud", async (parent, said) => {
    const { id } = add();
    const { code, err } = await imported("golden", id, "--take-over", "--parent", parent);
    expect([code, written()]).toEqual([2, false]);
    expect(err).toContain(said);
    expect(shell.cloud.requests()).toEqual([]);
  });
});

describe("--config-file", () => {
  const config = (values: object) => JSON.stringify(values);
  beforeEach(() => {
    shell.write("Pulumi.dev.yaml", "encryptionsalt: v1:own\n");
    shell.write("ci.yaml", "encryptionsalt: v1:ci\n");
    delete (shell.pulumi as Record<string, unknown>).config; // without the option, Pulumi fails
    shell.pulumi[`config --json --config-file ${shell.folder}/ci.yaml`] = config({
      "cloudimages:owner": { value: "team-a" },
    });
  });

  test("is where the owner is read from, and goes along with the commands that are printed", async () => {
    const { code, err } = await imported("golden", add().id, "--config-file", "ci.yaml");
    expect(code).toBe(0);
    expect(file().resources).toMatchObject([{ inputs: { __owner: configuredOwner("team-a") } }]);
    expect(err).toMatch(
      / {4}pulumi import .* --config-file ci\.yaml\n {4}pulumi preview --config-file ci\.yaml\n/,
    );
    expect(err).not.toContain("Pulumi.<stack>.yaml");
  });

  test("without cloudimages:owner the owner is the one that a program computes, and a note says so", async () => {
    shell.pulumi[`config --json --config-file ${shell.folder}/ci.yaml`] = "{}";
    const { err } = await imported("golden", add().id, "--config-file", "ci.yaml");
    const identity = { organization: "acme", project: "shop", stack: "dev" };
    expect(file().resources).toMatchObject([{ inputs: { __owner: stackOwner(identity, shell.folder) } }]);
    expect(err).toContain(
      "made from Pulumi.<stack>.yaml, whatever --config-file names; set cloudimages:owner",
    );
  });

  test.each(["import VolumeImage golden x", "orphans", "doctor"])(
    "of %s that does not exist is wrong usage, and Pulumi is not called",
    async (command) => {
      const { code, err } = await shell.run(`${command} --config-file nowhere.yaml`);
      expect(code).toBe(2);
      expect(err).toContain("--config-file nowhere.yaml: there is no such file");
      expect(shell.pulumiCalls.filter((asked) => asked !== "version")).toEqual([]);
    },
  );

  test("of orphans is where the owner is read from: the word, else the salt, beside the stack's own", async () => {
    const owned = (owner: string) =>
      add({ tags: [`pulumi-cloud-images=${owner}-${"0".repeat(20)}-${"a".repeat(12)}`] }).id;
    const byWord = owned(configuredOwner("team-a"));
    const named = await shell.run("orphans --config-file ci.yaml");
    expect(named).toMatchObject({ code: 1, out: expect.stringContaining(byWord) });

    shell.pulumi[`config --json --config-file ${shell.folder}/ci.yaml`] = "{}";
    const identity = { organization: "acme", project: "shop", stack: "dev" };
    const byProgram = owned(stackOwner(identity, shell.folder));
    shell.write("Pulumi.dev.yaml", "encryptionsalt: v1:ci\n");
    const bySalt = owned(stackOwner(identity, shell.folder));
    shell.write("Pulumi.dev.yaml", "encryptionsalt: v1:own\n");
    const { out } = await shell.run("orphans --config-file ci.yaml");
    expect(out).toContain(byProgram);
    expect(out).toContain(bySalt);
    expect(out).not.toContain(byWord);
  });

  test("of doctor is the configuration that counts; one that names no owner is worth a warning", async () => {
    const checkOf = async () => {
      const { out } = await shell.run("doctor --json --config-file ci.yaml");
      return JSON.parse(out).checks.find(({ name }: { name: string }) => name === "stack configuration");
    };
    expect(await checkOf()).toMatchObject({
      verdict: "ok",
      found: expect.stringContaining("cloudimages:owner"),
    });
    shell.pulumi[`config --json --config-file ${shell.folder}/ci.yaml`] = "{}";
    expect(await checkOf()).toMatchObject({
      verdict: "warning",
      whatToDo: expect.stringContaining("cloudimages:owner"),
    });
  });
});

test("the help of each names its options", async () => {
  expect((await run("--help")).out).toMatch(/--config-file FILE[\s\S]*--parent URN/);
  for (const command of ["orphans", "doctor"])
    expect((await shell.run(`${command} --help`)).out).toContain("--config-file FILE");
});
