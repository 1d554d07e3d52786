import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { mockEngine, registeredAs } from "../pulumi/registered";
import { program } from "./outside";
import { expectByRecipe, expectPinned } from "./pinned";
import { ownerBy } from "./recipe";
import { ids } from "./subjects";

/** Whose images a program's are, as it registers them. */

let folder: string;
let root: jest.SpyInstance;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "owners-"));
  root = jest.spyOn(pulumi, "getRootDirectory").mockReturnValue(folder);
});
afterEach(() => {
  pulumi.runtime.setAllConfig({});
  root.mockRestore();
  rmSync(folder, { recursive: true });
});

interface Case {
  readonly file?: string;
  readonly owner?: string;
  readonly stack?: readonly [organization: string, project: string, stack: string];
}

async function ownerOf({
  file,
  owner,
  stack: [organization, project, stack] = ["acme", "web", "dev"],
}: Case) {
  await mockEngine(undefined, {}, { organization, project, stack });
  pulumi.runtime.setAllConfig(owner === undefined ? {} : { "cloudimages:owner": owner });
  writeFileSync(join(folder, `Pulumi.${stack}.yaml`), file ?? "");
  const image = new program.VolumeImage("base", { volumeId: ids.volume });
  return (await registeredAs(image)).inputs.__owner;
}

const whyOwners =
  "An owner begins every mark. With another one the unfinished images of a user's stack are never found again, its finished ones " +
  "get an update that marks them anew, and `orphans` no longer lists what the stack has lost.";

const passphrase = "encryptionsalt: v1:salt\n";

test("a stack has its owner for ever, by its names and the salt of its file, or by `cloudimages:owner`", async () => {
  const cases: readonly (readonly [string, Case, string])[] = [
    ["acme/web/dev, no salt", {}, ownerBy("acme", "web", "dev", "")],
    ["acme/web/dev, encryptionsalt v1:salt", { file: passphrase }, ownerBy("acme", "web", "dev", "v1:salt")],
    [
      "acme/web/dev, encryptedkey AQ==, and an encryptionsalt of before",
      { file: `secretsprovider: awskms://x\nencryptedkey: AQ==\n${passphrase}` },
      ownerBy("acme", "web", "dev", "AQ=="),
    ],
    [
      "other/web/dev, encryptionsalt v1:salt",
      { file: passphrase, stack: ["other", "web", "dev"] },
      ownerBy("other", "web", "dev", "v1:salt"),
    ],
    [
      "acme/other/dev, encryptionsalt v1:salt",
      { file: passphrase, stack: ["acme", "other", "dev"] },
      ownerBy("acme", "other", "dev", "v1:salt"),
    ],
    [
      "acme/web/prod, encryptionsalt v1:salt",
      { file: passphrase, stack: ["acme", "web", "prod"] },
      ownerBy("acme", "web", "prod", "v1:salt"),
    ],
    ["cloudimages:owner team-blue", { owner: "team-blue" }, ownerBy("", "", "", "team-blue")],
    [
      "cloudimages:owner team-blue, in acme/web/prod, encryptionsalt v1:salt",
      { owner: "team-blue", file: passphrase, stack: ["acme", "web", "prod"] },
      ownerBy("", "", "", "team-blue"),
    ],
  ];
  const pins: Record<string, unknown> = {};
  for (const [name, one, byRecipe] of cases) {
    pins[name] = await ownerOf(one);
    expectByRecipe(name, pins[name], byRecipe, whyOwners);
  }
  expectPinned("pins/owners.json", pins, whyOwners);
});
