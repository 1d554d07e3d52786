import { startCloud } from "../../index";

test("each entry has what its way to sign in needs", async () => {
  const cloud = await startCloud({ passwords: { zstack: "canary-1", "zstack-user": "canary-2" } });
  const { credentials, endpoints } = cloud;
  expect(credentials.zstack).toEqual({
    profile: "zstack",
    auth: { auth_url: endpoints.zstack, username: "demo", password: "canary-1" },
  });
  expect(credentials["zstack-user"].auth).toEqual({
    auth_url: endpoints.zstack,
    username: "operator",
    account_name: "demo",
    password: "canary-2",
  });
  expect(Object.keys(credentials["zstack-accesskey"].auth)).toEqual(["auth_url", "access_key", "secret_key"]);
  await cloud.close();
});
