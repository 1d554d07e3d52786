import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { testInWhole } from "../whole";

const root = path.resolve(__dirname, "../..");

test("npm start makes an image of each kind, finds and mends drift, leaves both clouds empty, and ends with exit code 0", () => {
  const start = spawnSync(process.execPath, ["tools/start.mjs"], { cwd: root, encoding: "utf8", input: "" });
  const text = start.stdout + start.stderr;
  expect(`${start.status}${start.status === 0 ? "" : text}`).toBe("0");
  for (const words of [
    /VolumeImage golden created/,
    /FullEcsImage server created/,
    /DataImage data created/,
    /DataVolumeTemplate template created/,
    /imageIds: \{"data":"[0-9a-f-]{36}"/,
    /5 unchanged/,
    /\[diff: ~description,name\]/,
    /exactly one create call for each/,
    /The same on your own cloud/,
  ]) {
    expect(text).toMatch(words);
  }
}, 180_000);

testInWhole(
  "npm start -- --keep leaves a cloud that the printed lines use and end",
  async () => {
    const start = spawnSync(process.execPath, ["tools/start.mjs", "--keep"], {
      cwd: root,
      encoding: "utf8",
      input: "",
    });
    const lines = (start.stdout + start.stderr).split("\n").map((line) => line.trim());
    const printed = (beginning: string) => lines.filter((line) => line.startsWith(beginning));
    const exports = printed("export ");
    const [up = ""] = printed("pulumi up --stack");
    const [end = ""] = printed("kill ");
    try {
      expect(start.status).toBe(0);
      const clouds = /OS_CLIENT_CONFIG_FILE='(.+)'/.exec(exports.join("\n"))?.[1] ?? "";
      const { otc } = JSON.parse(readFileSync(clouds, "utf8")).clouds;
      type Held = { status: string }[];
      const admin = async (route: string) =>
        (await fetch(new URL(`/_admin${route}`, otc.auth.auth_url))).json() as Promise<Record<string, Held>>;
      const usable = async () => {
        const { images = [] } = await admin("/images");
        const { templates = [] } = await admin("/zstack/templates");
        return [...images, ...templates].filter(({ status }) => /^(active|Ready)$/.test(status));
      };
      expect(await usable()).toEqual([]);
      const [ims = ""] = printed("ims ");
      expect((await fetch(`${ims.split(/ +/)[1]}/`)).status).toBe(300);
      const ran = shell([...exports, up.replace("pulumi up", "pulumi up --yes")].join("\n"));
      expect(ran).toMatchObject({ status: 0 });
      expect(await usable()).toHaveLength(4);
    } finally {
      expect(shell(end)).toMatchObject({ status: 0 });
    }
    const [, pid, folder = ""] = /^kill (\d+) && rm -r '(.+)'$/.exec(end) ?? [];
    expect(existsSync(folder)).toBe(false);
    await until(() => !lives(Number(pid)));
  },
  240_000,
);

/** A terminal of its own, in the checkout. */
const shell = (script: string) => spawnSync("bash", ["-e"], { cwd: root, encoding: "utf8", input: script });

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(holds: () => boolean) {
  while (!holds()) await sleep(50);
}
