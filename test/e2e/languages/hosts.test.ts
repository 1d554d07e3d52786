import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createStack, type Stack, type StackOptions } from "../engine";
import { withGeneratedPython, withGenerators, withYaml } from "./hosts";
import { importFile, schema, writePlugin } from "./plugin";

const stacks: Stack[] = [];
afterEach(() => {
  for (const stack of stacks.splice(0)) stack.dispose();
});

function create(options: StackOptions, plugin: Parameters<typeof writePlugin>[1]) {
  const stack = createStack(options);
  stacks.push(stack);
  const beside = (name: string) => path.join(stack.project, "..", name);
  const write = (name: string, text: string) => writeFileSync(path.join(stack.project, name), text);
  writePlugin(beside("words"), plugin);
  write("import.json", JSON.stringify(importFile));
  return { stack, beside, write };
}

const importIt = ["import", "--file", "import.json", "--yes", "--skip-preview", "--protect=false"];

const project = (runtime: string) => `name: e2e
runtime: ${runtime}
plugins: { providers: [{ name: words, path: ../words }] }
`;

const yaml = (word: string, more = "") => `${project("yaml")}
resources:
${more}  first: { type: "words:index:Word", properties: { word: ${word} } }
outputs: { word: "\${first.word}" }
`;

const notYet = `export const none = "";\n`;

withYaml("a program in YAML", (at) => {
  const open = (word: string) => create({ program: yaml(word), path: [at.yaml] }, "through the host");

  test("goes up with a plugin in Node; the code of an import shows no change; both are destroyed", async () => {
    const { stack } = open("good");
    expect((await stack.up()).steps).toMatchObject([{ op: "create", type: "words:index:Word" }]);
    expect(await stack.outputs()).toEqual({ word: "good" });

    const { stdout } = await stack.run(importIt);
    const code = /^resources:\n((?: +.*\n)+)/m.exec(stdout)?.[1] ?? "";
    expect(code).toContain("word: found");
    stack.setProgram(yaml("good", code));
    await stack.preview({ expectNoChanges: true });
    expect((await stack.destroy()).steps).toMatchObject([{ op: "delete" }, { op: "delete" }]);
  });

  test("is judged by a policy pack in Node, which brings its own node_modules, or is said to lack them", async () => {
    const { stack, beside } = open("bad");
    const pack = beside("pack");
    mkdirSync(pack);
    for (const [name, text] of Object.entries(policyPack)) writeFileSync(path.join(pack, name), text);
    const args = ["--policy-pack", pack];

    const without = await stack.run(["preview"], { args, mayFail: true });
    expect(without.code).not.toBe(0);
    expect(without.text).toContain(`@pulumi/pulumi cannot be found from ${pack}: install its dependencies`);

    symlinkSync(path.join(beside("words"), "node_modules"), path.join(pack, "node_modules"));
    const judged = await stack.run(["preview"], { args, mayFail: true });
    expect(judged.code).not.toBe(0);
    expect(judged.text).toContain("[mandatory]  no-bad-word  (words:index:Word: first)");
    stack.setProgram(yaml("good"));
    await stack.run(["preview"], { args });
  });
});

const policyPack = {
  "PulumiPolicy.yaml": "runtime:\n  name: nodejs\n  options: { typescript: false }\n",
  "package.json": JSON.stringify({ version: "1.0.0", main: "index.js" }),
  "index.js": `const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("words", { policies: [{ name: "no-bad-word", description: "No bad word", enforcementLevel: "mandatory",
  validateResource: ({ props }, report) => props.word === "bad" && report("it is bad") }] });
`,
};

test("pulumi install runs npm for a program in Node, and shows what npm says when it fails", async () => {
  const { stack, beside } = create({ program: notYet }, "as a command");
  const own = beside("own");
  mkdirSync(path.join(own, "near"), { recursive: true });
  writeFileSync(path.join(own, "near/package.json"), JSON.stringify({ name: "near", version: "1.2.3" }));
  writeFileSync(path.join(own, "Pulumi.yaml"), "name: own\nruntime: nodejs\n");
  const packageFile = path.join(own, "package.json");
  // npm is no program of ours: it starts as it is.
  const install = () =>
    stack.run(["install", "--no-plugins", "-C", own], { env: { NODE_OPTIONS: "" }, mayFail: true });

  writeFileSync(packageFile, JSON.stringify({ dependencies: { near: "file:./near" } }));
  expect(await install()).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(path.join(own, "node_modules/near/package.json"), "utf8")).version).toBe(
    "1.2.3",
  );

  writeFileSync(packageFile, "{ no JSON");
  const failed = await install();
  expect(failed.code).not.toBe(0);
  expect(failed.text).toMatch(/npm error .*JSON/);
  expect(failed.text).toContain(`npm install failed in ${own} with exit code 1`);
});

withGenerators("an import into a program in Node", (at) => {
  test("is written as code by the generator; the host that has none says so, with the import done", async () => {
    const { stack, write } = create({ program: notYet }, "as a command");
    write("Pulumi.yaml", project("nodejs"));
    const PATH = [at.generators, stack.env.PATH].join(path.delimiter);
    const { stdout } = await stack.run(importIt, { env: { PATH } });
    expect(stdout).toContain(`const second = new words.Word("second", {word: "found"}`);

    await stack.destroy();
    const without = await stack.run(importIt, { mayFail: true });
    expect(without.code).not.toBe(0);
    expect(without.text).toContain("this language host generates no code");
    expect(await stack.resource("second")).toMatchObject({ outputs: { word: "found" } });
  });
});

withGeneratedPython("a program in Python", (at) => {
  test("goes up with an SDK that was generated from a schema, changes nothing more, and is destroyed", async () => {
    const { stack, beside, write } = create(
      { program: notYet, path: [at.pythonSdk, at.python] },
      "as a command",
    );
    write("schema.json", JSON.stringify(schema));
    const PATH = [at.generators, stack.env.PATH].join(path.delimiter);
    await stack.run(["package", "gen-sdk", "schema.json", "--language", "python", "--out", beside("sdk")], {
      env: { PATH },
    });
    const pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"];
    const target = beside("installed");
    execFileSync(path.join(at.pythonSdk, "python"), [...pip, "--target", target, beside("sdk/python")], {
      stdio: "pipe",
    });

    write("Pulumi.yaml", project("python"));
    write("__main__.py", python);
    const env = { PYTHONPATH: target };
    expect((await stack.up({ env })).steps).toMatchObject([{ op: "create", type: "words:index:Word" }]);
    expect(await stack.outputs()).toEqual({ word: "good" });
    await stack.preview({ expectNoChanges: true, env });
    expect((await stack.destroy({ env })).steps).toMatchObject([{ op: "delete" }]);
  });
});

const python = `import pulumi, pulumi_words as words
pulumi.export("word", words.Word("first", word="good").word)
`;
