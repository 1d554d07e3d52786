import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processContext } from "../../provider/cli/commandContext";
import { runCommand } from "../../provider/cli/runCommand";
import { type Lab, openLab } from "./lab";

let lab: Lab;
let folder: string;
beforeAll(async () => {
  lab = await openLab();
  folder = mkdtempSync(join(tmpdir(), "cloud-images-sources-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the volumes of a real OpenStack are listed, with what may be made of each", async () => {
  const ids = [await lab.createVolume(1), await lab.createVolume(1)];
  let out = "";
  const { OS_USERNAME, OS_PASSWORD, OS_PROJECT_NAME } = process.env;
  const code = await runCommand(["sources", "volumes", "--json"], {
    ...processContext(),
    cwd: folder,
    home: folder,
    env: {
      OS_AUTH_URL: lab.identity,
      OS_USERNAME,
      OS_PASSWORD,
      OS_PROJECT_NAME,
      OS_USER_DOMAIN_ID: "default",
      OS_PROJECT_DOMAIN_ID: "default",
      OS_REGION_NAME: "RegionOne",
    },
    out: (text) => {
      out += text;
    },
  });
  expect(code).toBe(0);
  const { sources } = JSON.parse(out);
  for (const id of ids) {
    expect(sources.filter((one: { id: string }) => one.id === id)).toMatchObject([
      {
        kind: "volumes",
        sizeBytes: 2 ** 30,
        state: "available",
        exportable: true,
        reasons: [],
        resource: "VolumeImage",
        arguments: { volumeId: id },
      },
    ]);
  }
});
