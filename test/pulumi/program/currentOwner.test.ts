import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { currentOwner } from "../../../provider/pulumi/program/currentOwner";

let folder: string;
let root: jest.SpyInstance;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stack-"));
  // The engine passes the folder that holds Pulumi.yaml; here it is a new one for each test.
  root = jest.spyOn(pulumi, "getRootDirectory").mockReturnValue(folder);
});
afterEach(() => {
  root.mockRestore();
  rmSync(folder, { recursive: true });
});

interface Stack {
  readonly organization?: string;
  readonly project?: string;
  readonly stack?: string;
  readonly file?: string;
  readonly owner?: string;
}

async function ownerOf({
  organization = "acme",
  project = "web",
  stack = "dev",
  file,
  owner,
}: Stack): Promise<string> {
  const mocks: pulumi.runtime.Mocks = { newResource: () => ({ id: "", state: {} }), call: () => ({}) };
  await pulumi.runtime.setMocks(mocks, project, stack, false, organization);
  pulumi.runtime.setAllConfig(owner === undefined ? {} : { "cloudimages:owner": owner });
  if (file !== undefined) writeFileSync(join(folder, "Pulumi.dev.yaml"), file);
  return currentOwner();
}

it("is eight characters, the same for the same stack", async () => {
  const owner = await ownerOf({ file: "encryptionsalt: v1:abc\n" });
  expect(owner).toMatch(/^[0-9a-f]{8}$/);
  expect(await ownerOf({})).toBe(owner);
});

it("differs by organization, project, stack, and the salt of the stack's file", async () => {
  const owners = [
    await ownerOf({}),
    await ownerOf({ organization: "other" }),
    await ownerOf({ project: "other" }),
    await ownerOf({ stack: "other" }),
    await ownerOf({ file: "encryptionsalt: v1:ann\n" }),
    await ownerOf({ file: "encryptionsalt: v1:bob\n" }),
    await ownerOf({ file: "secretsprovider: awskms://x\nencryptedkey: AQ==\n" }),
  ];
  expect(new Set(owners).size).toBe(owners.length);
});

it("does not change with the rest of the stack's file", async () => {
  const bare = await ownerOf({ file: "encryptionsalt: v1:ann\n" });
  expect(await ownerOf({ file: "encryptionsalt: v1:ann\nconfig:\n  web:size: 3\n" })).toBe(bare);
});

it("is the configured one where there is one, whoever runs which stack", async () => {
  const configured = await ownerOf({ owner: "team-blue" });
  expect(await ownerOf({ owner: "team-blue", stack: "prod", file: "encryptionsalt: v1:ann\n" })).toBe(
    configured,
  );
  expect(await ownerOf({ owner: "team-red" })).not.toBe(configured);
});

it("can be had from a stack's file that is empty", async () => {
  expect(await ownerOf({ file: "" })).toMatch(/^[0-9a-f]{8}$/);
});

it("is refused, in words for people, where the stack's file is there and cannot be read", async () => {
  mkdirSync(join(folder, "Pulumi.dev.yaml"));
  const refused = await ownerOf({}).catch((error: unknown) => error);
  expect(pulumi.RunError.isInstance(refused)).toBe(true);
  expect(String(refused)).toContain(`${folder}/Pulumi.dev.yaml cannot be read: it is a folder (EISDIR).`);
});
