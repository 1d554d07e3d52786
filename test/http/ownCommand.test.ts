import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { installWords } from "../../provider/http/installWords";
import { ifNotInstalled, ownCommand } from "../../provider/http/ownCommand";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "project-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, text = "") => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  return join(root, path);
};
const BIN = "node_modules/.bin/pulumi-cloud-images";
const words = (project: string, here = "/opt/plugin") =>
  ownCommand(project, here) + ifNotInstalled(project, here);

describe("the command, as messages name it", () => {
  test("is npx's where the package is installed, be it above the project, and in a Node.js project that lacks it", () => {
    write("package.json", "{}");
    expect(words(join(root, "infra"))).toBe("npx pulumi-cloud-images");
    write(BIN);
    expect(words(root)).toBe("npx pulumi-cloud-images");
    expect(words(join(root, "infra"))).toBe("npx pulumi-cloud-images");
  });

  test("is the one in the folder of its own, in a project of another language", () => {
    write(`tools/${BIN}`);
    expect(words(root)).toBe(`tools/${BIN}`);
  });

  test("is the one beside the plugin, where that comes from the npm package", () => {
    const file = write(`lib/${BIN}`);
    const here = join(root, "lib/node_modules/pulumi-cloud-images/plugin");
    expect(words(join(root, "project"), here)).toBe(file);
  });

  test("comes with the words that install it where there is none", () => {
    expect(words(root)).toBe(
      `tools/${BIN}, which \`npm install --prefix tools pulumi-cloud-images @pulumi/pulumi\` puts there`,
    );
  });
});

describe("how a package gets into a project is said in the words of its package manager", () => {
  test.each([
    ["package-lock.json", "npm install p", "npm install"],
    ["pnpm-lock.yaml", "pnpm add p", "pnpm install"],
    ["yarn.lock", "yarn add p", "yarn install"],
    ["bun.lock", "bun add p", "bun install"],
  ])("%s", (lock, add, install) => {
    write(lock);
    expect(installWords(root, "p")).toBe(add);
    expect(installWords(join(root, "packages/infra"), "p")).toBe(add); // a workspace
    write("package.json", JSON.stringify({ dependencies: { p: "1" } }));
    expect(installWords(root, "p")).toBe(install);
  });

  test("npm's, where none has left a lock file", () => {
    expect(installWords(root, "p")).toBe("npm install p");
  });
});
