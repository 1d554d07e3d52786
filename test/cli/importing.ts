import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openShell, type Shell } from "./shell";
import { stateOf } from "./state";

/** A new one for each test, in a project whose stack is still empty. */
export let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  shell.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  shell.pulumi["stack export"] = stateOf([]);
  shell.pulumi["stack --show-name"] = "acme/shop/dev\n";
  shell.pulumi.config = "{}";
});

export const volume = "16369c5d-384d-4e64-b37a-56d898769362";
export const add = (more: object = {}) => shell.cloud.addImage({ profile: "otc", name: "golden", ...more });
export const run = (args: string) => shell.run(`import ${args}`);

const path = () => join(shell.folder, "cloud-images-import.json");
export const file = () => JSON.parse(readFileSync(path(), "utf8"));
export const written = () => existsSync(path());
