import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { profiles, type Routes } from "../harness/routes";
import { type SignIn, signInRoutes } from "../harness/signIn";
import { everywhere, jobImage, origins, type Subject, template, volumeImageOn } from "../harness/subjects";
import { callsOf } from "./calls";
import { countCalls } from "./faultRun";
import { rowsOf } from "./faultTable";
import { scenarioNames } from "./scenarios";

/** Which calls each function of a cloud makes, for all that VolumeImage needs of one. */
const callsBehind: Record<string, (routes: Routes) => readonly string[]> = {
  location: ({ logIn }) => [logIn],
  imagesNamed: ({ findImages }) => [findImages],
  showImage: ({ showImage }) => [showImage],
  images: ({ showImage }) => [showImage],
  changeImage: ({ tag, change }) => [...tag, ...change],
  exactTags: ({ exactTags }) => exactTags,
  deleteImage: ({ remove }) => [remove],
  failureNote: ({ notes }) => notes,
  showVolume: ({ showVolume }) => [showVolume],
  exportVolume: ({ create }) => [create],
};

const provider = resolve(__dirname, "../../../provider");

/** The functions of a cloud that the lifecycle and VolumeImage call. */
function called(): string[] {
  const lifecycle = readdirSync(join(provider, "lifecycle"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(provider, "lifecycle", file));
  const text = [...lifecycle, join(provider, "resources/volumeImage.ts")].map((file) =>
    readFileSync(file, "utf8"),
  );
  const found = text.join("\n").matchAll(/\b(?:cloud|connected)\.(\w+)(?:\?\.|\.wait)?\(/g);
  const names = new Set([...found].map(([, name = ""]) => name));
  names.delete("optional"); // the argument `cloud` in the schema
  names.delete("allImages"); // how images are looked up, of which nothing is kept: matching.ts
  names.delete("imagesNamedOneOf"); // for many creates at once: sharedMarks.test.ts
  names.delete("imagesTagged"); // how images that jobs make are found: ofJobs.test.ts
  names.delete("mayLeaveImage"); // sends nothing: refusedCreate.test.ts
  names.delete("release"); // ZStack's; elsewhere it is a change: release.test.ts
  return [...names].sort();
}

test("every function of a cloud that VolumeImage calls is known here", () => {
  expect(called()).toEqual(Object.keys(callsBehind).sort());
});

const exports = profiles.map(volumeImageOn);
const jobs = [
  ...origins.map((origin) => jobImage("otc", origin)),
  ...everywhere.map((origin) => jobImage("huaweicloud", origin)),
];
const failing = (subjects: readonly Subject[]) =>
  new Set(subjects.flatMap((subject) => rowsOf(subject, scenarioNames)).map(({ route }) => route));

test.each(exports)("every call behind those functions fails in some scenario of $name", (subject) => {
  for (const calls of Object.values(callsBehind))
    for (const call of calls(subject.routes)) expect(failing([subject])).toContain(call);
});

describe.each([...exports, ...jobs, template])("$name:", (subject) => {
  const calls = Object.entries(callsOf(subject)).map(([scenario, { all }]) => ({ scenario, all }));
  const signIn = subject.profile as SignIn;

  test("every call that is named fails in some scenario", () => {
    const named = new Set([...signInRoutes(signIn), ...calls.flatMap(({ all }) => all)]);
    expect(failing([subject])).toEqual(named);
  });

  test.each(calls)("$scenario makes exactly the calls that are named", async ({ scenario, all }) => {
    const made = await countCalls({
      subject,
      signIn,
      scenario: scenario as keyof ReturnType<typeof callsOf>,
    });
    expect([...made.keys()].sort()).toEqual([...signInRoutes(signIn), ...all].sort());
  });
});

test.each<SignIn>([
  "otc-aksk",
  "otc-aksk-temporary",
  "otc-agency",
  "otc-aksk-agency",
  "huaweicloud-aksk",
  "huaweicloud-agency",
  "openstack-appcred",
  "otc-token",
  "openstack-token",
  "zstack-user",
  "zstack-accesskey",
])("a create by %s makes exactly the calls that are named, those of signing in first", async (signIn) => {
  const subject = [...exports, template].find(({ profile }) => signIn.startsWith(profile)) as Subject;
  const made = [...(await countCalls({ subject, signIn, scenario: "create" })).keys()];
  const first = signInRoutes(signIn);
  expect(made.slice(0, first.length).sort()).toEqual([...first].sort());
  expect([...made].sort()).toEqual([...first, ...(callsOf(subject).create?.all ?? [])].sort());
});
