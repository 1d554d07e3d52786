import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { resolveCloud, type Sources } from "../../provider/clouds/settings";

const page = readFileSync(join(__dirname, "../../docs/connecting.md"), "utf8");
const section = page.slice(page.indexOf("## Without stored credentials"), page.indexOf("## Ways to sign in"));
const blocks = (language: string) =>
  [...section.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, text = ""]) => text);
const [entry = "", github = "", gitlab = ""] = blocks("yaml");
const job = {
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://actions.example/idtoken?v=2",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "bearer",
};

function credentials(sources: Partial<Sources>, cloud?: string) {
  const none = { env: {}, stackConfig: {}, home: "/", cwd: "/app", readFile: () => undefined };
  return resolveCloud(cloud, { ...none, ...sources }).credentials;
}

test("the entry of the page signs in in a GitHub job", () => {
  const readFile = (path: string) => (path === "/app/clouds.yaml" ? entry : undefined);
  expect(credentials({ env: job, readFile }, "otc")).toMatchObject({
    identityProvider: "github",
    idToken: { how: "github", audience: "cloud-images" },
  });
});

test("the lines for GitHub ask for the permission, and their variables are enough", () => {
  const { deploy } = parse(github).jobs;
  expect(deploy.permissions).toMatchObject({ "id-token": "write" });
  expect(credentials({ env: { ...deploy.env, ...job } })).toMatchObject({ idToken: { how: "github" } });
});

test("the lines for GitLab name the variable that is read", () => {
  const { deploy } = parse(gitlab);
  const tokens = Object.fromEntries(Object.keys(deploy.id_tokens).map((name) => [name, "token"]));
  expect(credentials({ env: { ...deploy.variables, ...tokens } })).toMatchObject({
    idToken: { how: "given" },
  });
});

test("both mappings give a user with a name that IAM allows, and a group, by a whole subject", () => {
  const mappings = blocks("json").map((text) => JSON.parse(text));
  expect(mappings).toHaveLength(2);
  for (const [rule] of mappings) {
    const local = Object.assign({}, ...rule.local);
    expect(local.user.name).toMatch(/^[A-Za-z][\w .-]*$/);
    expect(local.group.name).toBe("images");
    expect(rule.remote[0].any_one_of).toEqual(["repo:acme/images:environment:production"]);
  }
});
