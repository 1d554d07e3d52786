import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import manifest from "../../provider/package.json";
import { mockEngine, registeredAs } from "../pulumi/registered";
import { failureOf, handlers, openLab, type Props, processHost, program, Stack } from "./outside";
import { expectPinned } from "./pinned";
import { nameOf, putInto, type Subject, sourcesOf, subjectOf, subjects } from "./subjects";

/** The words that stand in users' states, in their clouds and on their machines. */

const whyNames =
  "These words stand in the states and clouds of users. A release that says them otherwise cannot read what stands there, and " +
  "an older release, which a colleague still runs, cannot read what it writes.";

test("what a program registers: type, provider and hidden inputs, and the handlers that states lead to", async () => {
  const { VolumeImage, FullEcsImage, DataImage, DataVolumeTemplate } = program;
  const classes = { VolumeImage, FullEcsImage, DataImage, DataVolumeTemplate };
  const pins: Record<string, unknown> = Object.fromEntries(
    Object.keys(handlers).map((handler) => [`${manifest.name}/dynamic: ${handler}`, "there"]),
  );
  for (const [name, one] of Object.entries(classes)) {
    await mockEngine();
    const { least } = subjects.find(({ resource }) => resource.type === name) as Subject;
    const made = new (one as typeof VolumeImage)("base", least as never, {
      customTimeouts: { create: "2h" },
    });
    const { type, inputs } = await registeredAs(made);
    pins[`${name}: type`] = type;
    for (const key of ["__provider", "__urn"]) pins[`${name}: ${key}`] = inputs[key];
    for (const key of Object.keys(inputs)) pins[`${name}: ${key}`] ??= "there";
    const exported: { handler?: () => unknown } = {};
    const load = (module: string) => (module === `${manifest.name}/dynamic` ? handlers : undefined);
    new Function("exports", "require", String(inputs.__provider))(exported, load);
    expect(exported.handler?.()).toMatchObject({ create: expect.any(Function), read: expect.any(Function) });
  }
  expect(manifest.exports["./dynamic"].default).toBe("./bin/dynamic.js");
  expectPinned("pins/names/registered.json", pins, whyNames);
});

/** Where the cloud may show it late, a create that is cut off has not seen the image. */
const settings = {
  exportSeconds: 60,
  jobSeconds: 60,
  templateSeconds: 60,
  jobImageListedAfterSeconds: 50,
};

test.each([
  ["VolumeImage", "otc"],
  ["VolumeImage", "openstack"],
  ["FullEcsImage", "otc"],
  ["DataImage", "huaweicloud"],
  ["DataVolumeTemplate", "zstack"],
] as const)(
  "what a create of a %s on %s says to the cloud, and the state it leaves",
  async (type, profile) => {
    const subject = subjectOf(type, profile);
    const shownLate = profile === "openstack" ? {} : { listDelaySeconds: 50 }; // Glance has it at once
    const lab = await openLab(profile, { settings: { ...settings, ...shownLate } });
    putInto(lab.cloud, sourcesOf(subject));
    const stack = new Stack("golden", subject.resource);
    await failureOf(stack.up(lab.process(), { ...subject.least, timeouts: { create: "20s" } }));
    const sent = lab.cloud.requests().findLast(({ route }) => route === subject.createRoute);
    const cutOff = stack.recorded;
    await stack.up(lab.process(), subject.least);
    const tags = profile === "zstack" ? lab.cloud.templates()[0]?.userTags : lab.cloud.images()[0]?.tags;
    await lab.close();
    const pins = {
      "the mark in the create call": marksIn(sent?.body),
      "the mark on the image": marksIn(tags),
      ...keptIn("when cut off", { ...cutOff?.outputs, id: cutOff?.id }),
      ...keptIn("when finished", { ...stack.recorded?.outputs, id: stack.recorded?.id }),
    };
    expectPinned(`pins/names/${nameOf(subject).replaceAll(" on ", "-")}.json`, pins, whyNames);
  },
);

test("the folders in which this machine notes what it has sent, and which claims states hold", () => {
  const home = mkdtempSync(join(tmpdir(), "home-"));
  const before = process.env.PULUMI_HOME;
  process.env.PULUMI_HOME = home;
  const { sentCreates, heldClaims } = processHost(() => undefined);
  sentCreates.note("0a1b2c3d-00112233445566778899", Date.now());
  heldClaims.note("aaaabbbbcccc", "urn");
  const files = readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(relative(home, entry.parentPath ?? entry.path), entry.name));
  if (before === undefined) delete process.env.PULUMI_HOME;
  else process.env.PULUMI_HOME = before;
  rmSync(home, { recursive: true });
  const pins = Object.fromEntries(files.sort().map((file) => [`PULUMI_HOME/${file}`, "there"]));
  expectPinned("pins/names/folders.json", pins, whyNames);
});

/** The texts that bear a mark, with where they stand. */
function marksIn(value: unknown, path = ""): string[] {
  if (typeof value === "string")
    return /[0-9a-f]{8}-[0-9a-f]{20}/.test(value) ? [`${path} ${blanked(value)}`] : [];
  if (typeof value !== "object" || value === null) return [];
  if ("key" in value && "value" in value) return marksIn(`${value.key}=${value.value}`, path);
  return Object.entries(value).flatMap(([key, one]) =>
    marksIn(one, Array.isArray(value) ? `${path}[]` : `${path}/${key}`),
  );
}

function blanked(text: unknown): unknown {
  return typeof text === "string"
    ? text
        .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<uuid>")
        .replace(/[0-9a-f]{8}-[0-9a-f]{20}/g, "<mark>")
        .replace(/\b[0-9a-f]{32}\b/g, "<32 digits>")
        .replace(/\b[0-9a-f]{12}\b/g, "<claim>")
    : text;
}

const telling = ["id", "imageId", "jobId", "claim", "status", "profile", "stateVersion", "__tag", "__marker"];
const place = ["endpoint", "region", "projectId"];

/** The outputs by which later runs know the image: what they say, or that they are there. */
function keptIn(when: string, outputs: Props): Props {
  const kept = Object.entries(outputs).flatMap(([key, value]): (readonly [string, unknown])[] => {
    if (telling.includes(key)) return [[key, blanked(value)]];
    return key.startsWith("__") || place.includes(key) ? [[key, "there"]] : [];
  });
  return Object.fromEntries(kept.map(([key, value]) => [`${when}: ${key}`, value]));
}
