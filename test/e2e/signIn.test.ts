import { openStory } from "./story";

test("an image made with an access key is refreshed with a password and destroyed with temporary keys", async () => {
  const { stack, cloud, calls } = await openStory({ env: { OS_CLOUD: "otc-aksk" } });
  await stack.up();
  const states = [await stack.export()];
  expect(calls()).not.toContain("iam.createToken");
  expect(cloud.images()).toMatchObject([{ name: "golden", status: "active" }]);
  await stack.refresh({ env: { OS_CLOUD: "otc" } });
  await stack.preview({ expectNoChanges: true, env: { OS_CLOUD: "otc" } });
  states.push(await stack.export());
  await stack.destroy({ env: { OS_CLOUD: "otc-aksk-temporary" } });
  expect(cloud.images()).toEqual([]);
  const state = JSON.stringify(states);
  expect(state.match(/"claim"/g)).toHaveLength(2); // the image is in both
  const keys = Object.values(cloud.credentials).flatMap(({ auth }) =>
    ["secret_key", "security_token", "password"].flatMap(
      (field) => (auth as Record<string, string>)[field] ?? [],
    ),
  );
  expect(keys.length).toBeGreaterThan(4);
  for (const key of keys) expect(state).not.toContain(key);
});

test("a job of GitHub's makes an image and destroys it without a stored credential, and no state and no output shows a token", async () => {
  const { stack, cloud, calls, expectOneImage } = await openStory({ env: { OS_CLOUD: "otc-federation" } });
  const up = await stack.up({ env: cloud.githubJob });
  expect(calls()).toEqual(expect.arrayContaining(["actions.issueIdToken", "iam.federate"]));
  await expectOneImage();
  const state = JSON.stringify(await stack.export("--show-secrets"));
  const refused = await stack.destroy({ env: { GITHUB_ACTIONS: "true" }, mayFail: true });
  expect(refused.text).toContain("give it the permission id-token, with write");
  const destroyed = await stack.destroy({ env: cloud.githubJob });
  expect(cloud.images()).toEqual([]);
  for (const text of [up.text, state, refused.text, destroyed.text])
    expect(text).not.toMatch(/eyJ|demo-id-token-request-token|MIIF/);
});
