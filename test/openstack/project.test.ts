import { connect } from "../../provider/clouds/connect";
import { resolveCloud } from "../../provider/clouds/settings";
import { realClock } from "../../provider/http/clock";

/** What a real Keystone makes of tokens and application credentials beside a configured project. */

jest.setTimeout(60_000);

const { OS_AUTH_URL = "", OS_USERNAME: name, OS_PASSWORD: password, OS_PROJECT_NAME = "" } = process.env;
const domain = { id: "default" };
const nobody = { auth_url: OS_AUTH_URL };
let admin: Keystone;
let first: string;
let second: string;

interface Keystone {
  readonly token: string;
  readonly userId: string;
  readonly projectId: string | undefined;
}

async function signIn(scope: object | "unscoped", identity?: object): Promise<Keystone> {
  const byPassword = { methods: ["password"], password: { user: { name, password, domain } } };
  const auth = { identity: identity ?? byPassword, ...(identity === undefined && { scope }) };
  const { answer, body } = await ask("POST", "/auth/tokens", { auth });
  const { user, project } = body.token as { user: { id: string }; project?: { id: string } };
  return { token: answer.headers.get("x-subject-token") ?? "", userId: user.id, projectId: project?.id };
}

async function ask(method: string, path: string, sent?: object) {
  const headers = { "content-type": "application/json", ...(admin && { "x-auth-token": admin.token }) };
  const answer = await fetch(OS_AUTH_URL + path, {
    method,
    headers,
    body: sent ? JSON.stringify(sent) : null,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return { answer, body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown> };
}

beforeAll(async () => {
  admin = await signIn({ project: { name: OS_PROJECT_NAME, domain } });
  first = admin.projectId ?? "";
  const created = await ask("POST", "/projects", {
    project: { name: `second-${Date.now()}`, domain_id: "default" },
  });
  second = (created.body.project as { id: string }).id;
  const roles = (await ask("GET", "/roles?name=admin")).body.roles as { id: string }[];
  await ask("PUT", `/projects/${second}/users/${admin.userId}/roles/${roles[0]?.id}`);
});

afterAll(() => ask("DELETE", `/projects/${second}`));

/** The project that one works in, signed in by `auth`. */
async function projectOf(auth: object): Promise<string> {
  const text = JSON.stringify({ clouds: { lab: { profile: "openstack", region_name: "RegionOne", auth } } });
  const readFile = (path: string) => (path === "/app/clouds.yaml" ? text : undefined);
  const settings = resolveCloud("lab", { env: {}, stackConfig: {}, home: "/", cwd: "/app", readFile });
  const cloud = connect(settings, realClock);
  await cloud.allImages(); // the token is good for it
  return (await cloud.location()).projectId;
}

test("a token is turned into one of the configured project, named by its id, or by its name alone", async () => {
  const { token } = admin;
  const named = (await ask("GET", `/projects/${second}`)).body.project as { name: string };
  expect(await projectOf({ ...nobody, token, project_id: second })).toBe(second);
  expect(await projectOf({ ...nobody, token, project_name: named.name })).toBe(second);
  expect(await projectOf({ ...nobody, token, project_name: OS_PROJECT_NAME })).toBe(first);
  expect(await projectOf({ ...nobody, token })).toBe(first);
});

test("an unscoped token works with a project, and is refused without one", async () => {
  const { token, projectId } = await signIn("unscoped");
  expect(projectId).toBeUndefined();
  expect(await projectOf({ ...nobody, token, project_name: OS_PROJECT_NAME })).toBe(first);
  await expect(projectOf({ ...nobody, token })).rejects.toThrow("the token is not scoped to a project");
});

test("an application credential of another project is refused, and so is a token made by one", async () => {
  const given = { name: `c-${Date.now()}` };
  const path = `/users/${admin.userId}/application_credentials`;
  const { body } = await ask("POST", path, { application_credential: given });
  const { id, secret } = body.application_credential as { id: string; secret: string };
  const auth = { ...nobody, application_credential_id: id, application_credential_secret: secret };
  expect(await projectOf(auth)).toBe(first);
  expect(await projectOf({ ...auth, project_name: OS_PROJECT_NAME, project_domain_id: "default" })).toBe(
    first,
  );
  await expect(projectOf({ ...auth, project_id: second })).rejects.toThrow(
    "the application credential is of project",
  );
  const identity = { methods: ["application_credential"], application_credential: { id, secret } };
  const { token } = await signIn("unscoped", identity);
  await expect(projectOf({ ...nobody, token, project_id: second })).rejects.toMatchObject({
    name: "CredentialsError",
    hint: expect.stringContaining("get a token of project"),
  });
});
