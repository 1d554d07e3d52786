import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { profiles, type Routes, routesOf } from "../harness/routes";
import { type SignIn, signInRoutes } from "../harness/signIn";
import { callsOf } from "./faultRun";
import { plots, stories, suffering } from "./scenarios";

/** Which of the calls in the stories each function of a cloud makes, for all that VolumeImage asks of one. */
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
  names.delete("imagesTagged"); // how images that jobs make are found: jobs/faults.test.ts
  names.delete("mayLeave"); // asks nothing: refusedCreate.test.ts
  names.delete("giveBack"); // ZStack's; elsewhere it is a change: giveBack.test.ts
  return [...names].sort();
}

test("every function of a cloud that VolumeImage calls is known to the stories", () => {
  expect(called()).toEqual(Object.keys(callsBehind).sort());
});

describe.each(profiles)("on %s", (profile) => {
  const routes = routesOf(profile);

  test("every call behind those functions suffers in some story", () => {
    const suffer = new Set(stories.flatMap((story) => suffering(story, routes)));
    for (const calls of Object.values(callsBehind))
      for (const call of calls(routes)) expect(suffer).toContain(call);
  });

  test.each(stories)("%s makes exactly the calls that its story names", async (story) => {
    const calls = await callsOf(profile, story);
    const named = new Set([routes.logIn, ...plots[story].calls(routes)]);
    expect([...calls.keys()].sort()).toEqual([...named].sort());
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
])("a create by %s makes exactly the calls that are named, those of signing in first", async (by) => {
  const profile = profiles.find((name) => by.startsWith(name)) ?? "otc";
  const calls = [...(await callsOf(profile, "create", by)).keys()];
  const signIn = signInRoutes(by);
  expect(calls.slice(0, signIn.length).sort()).toEqual([...signIn].sort());
  const named = new Set([...signIn, ...plots.create.calls(routesOf(profile))]);
  expect([...calls].sort()).toEqual([...named].sort());
});
