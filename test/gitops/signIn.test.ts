import { startCloud } from "../../local-cloud";
import { connect } from "../../provider/clouds/connect";
import { resolveCloud } from "../../provider/clouds/settings";
import { explain } from "../../provider/http/errors";
import { virtualClock } from "../virtualClock";
import { documentOf, textOf } from "./files";

type Variables = Record<string, string>;

const ofCloud = (variables: Variables) =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => name.startsWith("OS_")));
const github = ofCloud(documentOf(".github/workflows/images.yml").env);
const gitlab = ofCloud(documentOf(".gitlab-ci.yml").variables);
const { id_tokens: tokens } = documentOf(".gitlab-ci.yml").default;
const [[tokenVariable = "", { aud = "" } = {}] = []] = Object.entries<{ aud: string }>(tokens);

/** A job that has these variables, at a cloud that trusts the subject: where it is then, or what it is told. */
async function job(variables: Variables, subject: string, trusted = subject): Promise<unknown> {
  const clock = virtualClock();
  const cloud = await startCloud({ clock, settings: { strictSignatures: true } });
  const issuer = "https://gitlab.com";
  cloud.patchIdentityProvider("otc", {
    subjects: [trusted],
    audience: "cloud-images",
    ...(variables === gitlab && { issuer }),
  });
  const given =
    variables === github
      ? { ...cloud.githubJob }
      : { [tokenVariable]: cloud.issueIdToken({ sub: subject, aud, iss: issuer }) };
  // What is the team's own in the pipeline's file
  const own = {
    OS_AUTH_URL: cloud.credentials.otc.auth.auth_url,
    OS_PROJECT_NAME: cloud.credentials.otc.auth.project_name ?? "",
    OS_IDENTITY_PROVIDER: "github-otc",
  };
  const env = { ...variables, ...given, ...own };
  try {
    const sources = { env, stackConfig: {}, home: "/home/ann", cwd: "/app", readFile: () => undefined };
    return await connect(resolveCloud(undefined, sources), clock).location();
  } catch (error) {
    return explain(error as Error);
  } finally {
    await cloud.close();
  }
}

test.each<[string, Variables, string]>([
  ["GitHub", github, "repo:demo/images:environment:production"],
  ["GitLab", gitlab, "project_path:demo/images:ref_type:branch:ref:main"],
])(
  "a job of %s signs in with what its file sets and its id token, where the cloud trusts it, and has no key",
  async (_, variables, subject) => {
    expect(Object.keys(variables).filter((name) => /KEY|PASSWORD|SECRET/.test(name))).toEqual([]);
    expect(await job(variables, subject)).toMatchObject({ region: "eu-de" });
    expect(await job(variables, subject, "repo:other/images:pull_request")).toMatch(
      /identity provider|log in|trust/i,
    );
  },
);

test("the README names the subjects that the cloud is to trust, and the files the same audience", () => {
  const readme = textOf("README.md");
  for (const subject of [
    "repo:acme/images:environment:production",
    "repo:acme/images:pull_request",
    "repo:acme/images:ref:refs/heads/main",
  ])
    expect(readme).toContain(subject);
  expect(github.OS_ACCESS_TOKEN_AUDIENCE).toBe(aud);
});
