import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownerOf } from "../../../provider/pulumi/native/ownerOf";
import { recordedOwner } from "../../../provider/pulumi/native/recordedOwner";
import type { Session } from "../../../provider/pulumi/native/session";
import { configuredOwner, stackOwner } from "../../../provider/pulumi/program/stackOwner";
import { urn } from "./harness/requests";

let folder: string;
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "owner-"));
  write("Pulumi.yaml", "name: images\nruntime: yaml\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const salted = "encryptionsalt: v1:abc\n";
const identity = { organization: "organization", project: "images", stack: "dev" };

test("the owner is that of the dynamic form, where a backend has but one organization", () => {
  write("Pulumi.dev.yaml", salted);
  const owner = ownerOf(urn(), undefined, folder);
  expect(owner).toBe(stackOwner(identity, folder));
  write("Pulumi.dev.yaml", "encryptionsalt: v1:other\n");
  expect(ownerOf(urn(), undefined, folder)).not.toBe(owner);
});

test("a key of a cloud's key service tells organizations apart as a salt does", () => {
  write("Pulumi.dev.yaml", "secretsprovider: awskms://alias/x\nencryptedkey: a2V5\n");
  expect(ownerOf(urn(), undefined, folder)).toBe(stackOwner(identity, folder));
});

test("a program in a folder below the project's, and a folder for the stacks' files", () => {
  mkdirSync(join(folder, "source/program"), { recursive: true });
  mkdirSync(join(folder, "stacks"));
  write("Pulumi.yaml", "name: images\nruntime: yaml\nmain: source/program\nstackConfigDir: stacks\n");
  write("stacks/Pulumi.dev.yaml", salted);
  expect(ownerOf(urn(), undefined, join(folder, "source/program"))).toBe(stackOwner(identity, folder));
});

test.each([
  ["a stack file without a salt, as on Pulumi Cloud", "config: {}\n"],
  ["no stack file", undefined],
])("%s: refused, naming the setting and a value for it", (_, file) => {
  if (file !== undefined) write("Pulumi.dev.yaml", file);
  expect(() => ownerOf(urn(), undefined, folder)).toThrow(
    expect.objectContaining({
      message: "whose images these are cannot be told",
      hint: expect.stringContaining("pulumi config set cloudimages:owner <organization>/images/dev"),
      outcome: "not-sent",
    }),
  );
});

test("the setting counts, with or without a stack file", () => {
  expect(ownerOf(urn(), "acme", folder)).toBe(configuredOwner("acme"));
  write("Pulumi.dev.yaml", salted);
  expect(ownerOf(urn(), "acme", folder)).toBe(configuredOwner("acme"));
});

test("what is recorded stays its owner's, whatever the settings and the stack's file say", () => {
  const session = { owner: "acme", folder } as Session;
  expect(recordedOwner({ __owner: "0123456789ab" }, urn(), session)).toBe("0123456789ab");
  expect(recordedOwner({ __owner: "" }, urn(), session)).toBe(configuredOwner("acme"));
  expect(recordedOwner({}, urn(), session)).toBe(configuredOwner("acme"));
});
