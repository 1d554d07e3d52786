import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { transformSync } from "@swc/core";
import type { explore as exploreIt } from "./explorer";
import { type Mutation, mutations } from "./mutations";

const provider = join(__dirname, "../../provider");

/** The file as it would be without its guard, compiled. */
function without({ file, from, to }: Mutation): unknown {
  const path = join(provider, file);
  const text = readFileSync(path, "utf8");
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${file} has the guard ${parts.length - 1} times: ${from}`);
  const { code } = transformSync(parts.join(to), {
    jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    module: { type: "commonjs" },
    swcrc: false,
  });
  const module = { exports: {} };
  const load = (request: string) => require(request.startsWith(".") ? join(dirname(path), request) : request);
  new Function("module", "exports", "require", code)(module, module.exports, load);
  return module.exports;
}

test.each(mutations.map((mutation) => [mutation.guard, mutation] as const))(
  "a history shows what happens unless %s",
  async (_, mutation) => {
    const path = join(provider, mutation.file);
    jest.resetModules();
    jest.doMock(path, () => without(mutation));
    try {
      const { inWorld } = require("./world") as typeof import("./world");
      const { clouds, stories } = require("./worlds") as typeof import("./worlds");
      const { explore } = require("./explorer") as { explore: typeof exploreIt };
      const story = inWorld(clouds[mutation.cloud], stories[mutation.story]);
      const { failures } = await explore(story, mutation.faults ?? 1, 1);
      expect(failures).toHaveLength(1);
    } finally {
      jest.dontMock(path);
    }
  },
  900_000, // as in explore.test.ts: it only ends what hangs; beside the whole end-to-end tests this gets a tenth of a core
);
