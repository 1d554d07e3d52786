import type { Cloud } from "../../provider/clouds/cloud";
import { connect } from "../../provider/clouds/connect";
import { resolveCloud } from "../../provider/clouds/settings";
import { realClock } from "../../provider/http/clock";
import { type CloudError, explain } from "../../provider/http/errors";
import { type Answer, httpServer, says, type Wire } from "../http/wire";

let wire: Wire;
let answer: Answer;
beforeAll(async () => {
  wire = await httpServer((_, response) => answer(response));
});
afterAll(() => wire.close());

const secret = "canary-secret";
type Env = Record<string, string>;
const password: Env = { OS_USERNAME: "ann", OS_PASSWORD: secret, OS_USER_DOMAIN_NAME: "Default" };
const openstack: Env = { ...password, OS_PROFILE: "openstack", OS_PROJECT_NAME: "lab" };
const otc: Env = { ...password, OS_PROFILE: "otc", OS_REGION_NAME: "eu-de" };
const token: Env = { OS_PROFILE: "openstack", OS_TOKEN: secret };
const credential: Env = {
  OS_PROFILE: "openstack",
  OS_APPLICATION_CREDENTIAL_ID: "1b2c3d",
  OS_APPLICATION_CREDENTIAL_SECRET: secret,
};
const keys: Env = {
  OS_PROFILE: "otc",
  OS_ACCESS_KEY: "AK",
  OS_SECRET_KEY: secret,
  OS_REGION_NAME: "eu-de",
  OS_IMAGE_ENDPOINT_OVERRIDE: "https://ims.example.org",
};
const agency: Env = { OS_AGENCY_NAME: "demo-agency", OS_AGENCY_DOMAIN_NAME: "theirs" };
const zstack: Env = { OS_PROFILE: "zstack", OS_USERNAME: "images", OS_PASSWORD: secret };

const zstackKeys: Env = { OS_PROFILE: "zstack", OS_ACCESS_KEY: "AK", OS_SECRET_KEY: secret };

/** The error of a login to a server that always gives this answer. */
async function loginError(
  env: Env,
  answered: Answer,
  ask = (cloud: Cloud): Promise<unknown> => cloud.location(),
): Promise<string> {
  answer = answered;
  const sources = { env: { OS_AUTH_URL: wire.url.href, ...env }, stackConfig: {}, home: "/", cwd: "/" };
  const settings = resolveCloud(undefined, { ...sources, readFile: () => undefined });
  const error = await ask(connect(settings, realClock)).catch((thrown: unknown) => thrown as CloudError);
  const words = explain(error);
  expect(words).not.toContain(secret);
  return words;
}

const html = "<html><head><title>404 Not Found</title></head><body>nginx</body></html>";
const keystone = (code: number, message: string) => ({ error: { code, message, title: "" } });
const setAddress = "set the environment variable OS_AUTH_URL";

describe("a server without a login is reported as a wrong address, not as a wrong password", () => {
  test.each<[string, Env, Answer]>([
    ["a web server's 404", openstack, says(404, html)],
    [
      "Glance's 404",
      openstack,
      says(404, { message: "The resource could not be found.", code: "404 Not Found", title: "Not Found" }),
    ],
    [
      "the versions that Glance tells instead, with 300",
      openstack,
      says(300, { versions: [{ id: "v2.15" }] }),
    ],
    ["an empty 404", openstack, says(404, "")],
    ["a static site's 405", openstack, says(405, html)],
    ["a page that is gone", openstack, says(410, html)],
    [
      "a gateway that does not have the path",
      otc,
      says(404, { error_code: "APIGW.0101", error_msg: "The API does not exist" }),
    ],
    ["a page for people, with 200", openstack, says(200, "<html>Welcome</html>")],
    ["a JSON of something else, with 200", openstack, says(200, { versions: [] })],
    ["404 to a token", token, says(404, html)],
    ["404 to an application credential", credential, says(404, html)],
    ["404 to access keys", keys, says(404, html)],
    ["410 to access keys", keys, says(410, html)],
    ["a page for people, with 200, to access keys", keys, says(200, "<html>Welcome</html>")],
    ["404 to access keys that take on an agency", { ...keys, ...agency }, says(404, html)],
    ["an empty 404 to them", { ...keys, ...agency }, says(404, "")],
    ["410 to them", { ...keys, ...agency }, says(410, html)],
    ["a page for people, with 200, to them", { ...keys, ...agency }, says(200, "<html>Welcome</html>")],
    [
      "404 to a token that takes on an agency",
      { ...keys, ...agency, OS_ACCESS_KEY: "", OS_SECRET_KEY: "", OS_TOKEN: secret },
      says(404, html),
    ],
  ])("%s", async (_, env, answered) => {
    const words = await loginError(env, answered);
    expect(words).toContain(
      `no identity service answers at ${wire.url.href.slice(0, -1)}: correct its address`,
    );
    expect(words).toContain(setAddress);
    expect(words).not.toMatch(/check user, password|check access key|do: the agency/);
  });

  test.each([says(404, html), says(405, html), says(404, "no api mapping found for x")])(
    "of ZStack",
    async (answered) => {
      const words = await loginError(zstack, answered);
      expect(words).toContain("check auth_url: it is that of ZStack's API, with its context path");
      expect(words).not.toContain("check account");
    },
  );
});

test.each([
  says(404, html),
  says(404, ""),
  says(405, html),
  says(410, html),
  says(404, "no api mapping for x"),
])(
  "with an access key of ZStack, which needs no login, the first call reports a wrong address",
  async (answered) => {
    const words = await loginError(zstackKeys, answered, (cloud) => cloud.allImages());
    expect(words).toContain("What to do: check auth_url: it is that of ZStack's API, with its context path");
    expect(words).toContain(setAddress);
  },
);

test("Glance's 401 may be a wrong address as well as a wrong password", async () => {
  const glance = "This server could not verify that you are authorized to access the document you requested.";
  const words = await loginError(openstack, says(401, `<html><h1>401 Unauthorized</h1>${glance}</html>`));
  expect(words).toContain("no identity service answers at");
  expect(words).toContain(`${setAddress}. Else check user, password`);
});

test.each([openstack, otc, token, credential])(
  "where nothing answers, the setting of the address is named",
  async (env) => {
    const nobody = await httpServer(() => {});
    await nobody.close();
    const words = await loginError({ ...env, OS_AUTH_URL: nobody.url.href }, says(200, ""));
    expect(words).toContain("nothing listens there");
    expect(words).toContain("if it is right, this machine does not reach it: check the network");
    expect(words).toContain(setAddress);
  },
);

describe("what the identity service itself refuses is about the credentials", () => {
  test.each([
    keystone(404, "Could not find agency: demo-agency."),
    { error_code: "IAM.0004", error_msg: "The agency does not exist." },
  ])("an agency that IAM does not know", async (answered) => {
    const words = await loginError({ ...keys, ...agency }, says(404, answered));
    expect(words).toContain('the agency "demo-agency" must exist in the account theirs');
    expect(words).not.toContain("no identity service");
  });

  test("a project that Keystone does not know", async () => {
    const words = await loginError(openstack, says(404, keystone(404, "Could not find project: nope.")));
    expect(words).toContain("check user, password, domain and project in the environment variables OS_*");
  });

  test("an application credential that Keystone does not know", async () => {
    const words = await loginError(
      credential,
      says(404, keystone(404, "Could not find Application Credential: 1b2c3d.")),
    );
    expect(words).toContain("check id and secret of the application credential");
  });

  test("a code of IAM's", async () => {
    const words = await loginError(
      otc,
      says(404, { error: { code: "IAM.0004", message: "The user does not exist" } }),
    );
    expect(words).toContain("check user, password, domain and project");
  });

  test.each<[string, Answer]>([
    ["401", says(401, keystone(401, "The request you have made requires authentication."))],
    ["404", says(404, keystone(404, "Could not find token: x"))],
    ["404, of another cloud's", says(404, keystone(404, "Could not recognize Fernet token"))],
    ["404, ended", says(404, keystone(404, "Failed to validate token"))],
  ])("a token: it is refused, and a new one has to be got (%s)", async (_, answered) => {
    const words = await loginError(token, answered);
    expect(words).toMatch(/the token is refused: .*get a new one, and set the environment variable OS_TOKEN/);
  });

  test("a token that expires in the middle of a run, as another service reports it", async () => {
    const image = { type: "image", endpoints: [{ interface: "public", url: wire.url.href, region: "one" }] };
    const expires_at = "2126-11-21T12:00:00.000000Z";
    const shown = { token: { expires_at, project: { id: "p", name: "lab" }, catalog: [image] } };
    const settings = resolveCloud(undefined, {
      env: { ...token, OS_AUTH_URL: new URL("/identity", wire.url).href },
      stackConfig: {},
      home: "/",
      cwd: "/",
      readFile: () => undefined,
    });
    answer = (response) => {
      const isIdentity = response.req.url?.startsWith("/identity");
      return isIdentity ? says(200, shown)(response) : says(401, "Authentication required")(response);
    };
    const error = await connect(settings, realClock)
      .allImages()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "CredentialsError", status: 401 });
    expect(explain(error)).toContain("the token is refused: it has ended");
  });

  test("an application credential: not its user's password", async () => {
    const words = await loginError(
      credential,
      says(401, keystone(401, "The request requires authentication.")),
    );
    expect(words).toContain("check id and secret of the application credential");
    expect(words).not.toContain("password");
  });

  test("access keys", async () => {
    const words = await loginError(keys, says(401, { error_code: "APIGW.0301", error_msg: "refused" }));
    expect(words).toContain("check access key, secret key and security token");
  });
});

describe("a project that was assumed is named in the error if the login is refused", () => {
  test.each([401, 403])("by %i", async (status) => {
    const words = await loginError(otc, says(status, keystone(status, "no")));
    expect(words).toContain(
      'no project is set, so "eu-de" is taken, the one of region eu-de: for another one set the environment variable OS_PROJECT_NAME',
    );
  });

  test("to access keys whose account has none of that name", async () => {
    const words = await loginError(keys, says(200, { projects: [] }));
    expect(words).toContain('no project is set, so "eu-de" is taken');
  });

  test("but not one that is set, nor in OpenStack, where one has to be", async () => {
    for (const env of [{ ...otc, OS_PROJECT_NAME: "eu-de_lab" }, openstack])
      expect(await loginError(env, says(401, keystone(401, "no")))).not.toContain("is taken");
  });
});
