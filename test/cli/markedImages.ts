import type { ImageView, NewImageFixture } from "../../local-cloud";
import { openShell, type Shell } from "./shell";
import { stateOf } from "./state";

/** The owner in the marks of the stack whose state is saved here. */
export const owner = "0a1b2c3d";
export const hash = "0123456789abcdef0123";
export const claim = "aaaabbbbcccc";
/** The mark, as images carry it. */
export const tag = (of = owner, with_ = claim) => `pulumi-cloud-images=${of}-${hash}-${with_}`;

/** A new one for each test. */
export let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
});

export function image(of: NewImageFixture = {}): ImageView {
  return shell.cloud.addImage({ profile: "otc", name: "golden", tags: [tag()], ...of });
}

export function save(...recorded: Parameters<typeof stateOf>): void {
  shell.write("state.json", stateOf(...recorded));
}

export const run = (args = "") => shell.run(`orphans --state state.json ${args}`);

export async function json(args = "") {
  const { code, out } = await run(`--json ${args}`);
  return { code, ...JSON.parse(out) };
}
