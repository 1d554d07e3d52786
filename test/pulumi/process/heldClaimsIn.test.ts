import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { heldClaimsIn } from "../../../provider/pulumi/process/heldClaimsIn";
import { notesIn } from "../../../provider/pulumi/process/notes";

const DAY_S = 24 * 3600;
const claim = "0123456789ab";
const urn = "urn:pulumi:dev::lab::pulumi-nodejs:dynamic/cloudimages:VolumeImage::golden";

let home: string;
let folder: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "held-"));
  folder = join(home, "cloud-images", "held");
});
afterEach(() => rmSync(home, { recursive: true }));

const daysAgo = (days: number) => Date.now() / 1000 - days * DAY_S;
const age = (name: string, days: number) => utimesSync(join(folder, name), daysAgo(days), daysAgo(days));

test("a claim that a state holds is known to later processes of the machine, and to no other", () => {
  heldClaimsIn(folder).note(claim, urn);
  expect(heldClaimsIn(folder).has(claim)).toBe(true);
  expect(heldClaimsIn(folder).has("ffffffffffff")).toBe(false);
  expect(heldClaimsIn(join(home, "another")).has(claim)).toBe(false);
});

test("what a process has seen itself, it knows by the resource as well; what an earlier one has, it does not", () => {
  const claims = heldClaimsIn(folder);
  claims.note(claim, urn);
  claims.note(claim, urn);
  claims.note("ffffffffffff", `${urn}-2`);
  expect(claims.seenOf(urn)).toEqual([claim]);
  expect(claims.seenOf("another")).toEqual([]);
  expect(heldClaimsIn(folder).seenOf(urn)).toEqual([]);
});

test("a note that is read again and again is written once a day", () => {
  heldClaimsIn(folder).note(claim, urn);
  age(claim, 0.5);
  const at = () => statSync(join(folder, claim)).mtimeMs;
  const first = at();
  heldClaimsIn(folder).note(claim, urn);
  expect(at()).toBe(first);
  age(claim, 2);
  heldClaimsIn(folder).note(claim, urn);
  expect(at()).toBeGreaterThan(first);
});

test("an old note does not count, and is removed when the next one is written", () => {
  heldClaimsIn(folder).note(claim, urn);
  age(claim, 100);
  expect(heldClaimsIn(folder).has(claim)).toBe(false);
  heldClaimsIn(folder).note("ffffffffffff", urn);
  expect(readdirSync(folder)).toEqual(["ffffffffffff"]);
});

test("a clock that was set back makes no note old", () => {
  heldClaimsIn(folder).note(claim, urn);
  age(claim, -400);
  expect(heldClaimsIn(folder).has(claim)).toBe(true);
});

test("what is no claim names no file", () => {
  const claims = heldClaimsIn(folder);
  for (const invalid of ["", "..", "../../evil", "0123456789AB", `${claim}/x`]) claims.note(invalid, urn);
  expect(() => readdirSync(folder)).toThrow("ENOENT");
});

test("a folder that cannot be written is no failure: this process still knows", () => {
  writeFileSync(join(home, "cloud-images"), "a file");
  const claims = heldClaimsIn(folder);
  claims.note(claim, urn);
  expect(claims.has(claim)).toBe(true);
  expect(heldClaimsIn(folder).has(claim)).toBe(false);
});

test("of too many notes the oldest go, and what cannot be removed is in nobody's way", () => {
  mkdirSync(folder, { recursive: true });
  for (const days of [1, 2, 3, 4]) {
    writeFileSync(join(folder, `${days}`), "");
    age(`${days}`, days);
  }
  mkdirSync(join(folder, "a folder"));
  age("a folder", 50);
  notesIn(folder, { maxAgeMs: 10 * DAY_S * 1000, maxCount: 2 }).write("new", Date.now());
  expect(readdirSync(folder).sort()).toEqual(["1", "2", "a folder", "new"]);
});
