import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";

const main = path.resolve(__dirname, "../../provider/bin/cli/main.js");

test.each([
  ["orphans --help", 0],
  ["import Image golden x", 2],
])(
  "`%s` ends with %i, and without complaints, when nobody reads what it says any more",
  async (args, code) => {
    const child = spawn(process.env.E2E_NODE ?? process.execPath, [main, ...args.split(" ")], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const unread = code === 0 ? child.stdout : child.stderr;
    const read = code === 0 ? child.stderr : child.stdout;
    unread.destroy();
    const reading = text(read);
    expect(await once(child, "close")).toEqual([code, null]);
    expect(await reading).toBe("");
  },
);
