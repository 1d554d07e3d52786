import type { EntryName } from "../../../local-cloud";
import type { Lab } from "./lab";
import type { ProcessOptions } from "./providerProcess";

/** How a process signs in: as an entry of clouds.yaml says, or by a token that the user has fetched. */
export type SignIn = EntryName | TokenName;
type TokenName = "otc-token" | "openstack-token";

const isByToken = (signIn: SignIn): signIn is TokenName => signIn.endsWith("-token");

/** The calls of signing in: before the first call to a service. */
export function signInRoutes(signIn: SignIn): readonly string[] {
  if (isByToken(signIn)) return [`${signIn === "otc-token" ? "iam" : "keystone"}.showToken`];
  if (signIn === "zstack-accesskey") return [];
  if (signIn.startsWith("zstack")) return [signIn === "zstack" ? "zstack.login" : "zstack.loginUser"];
  if (signIn.startsWith("openstack")) return ["keystone.createToken"];
  if (signIn.endsWith("-aksk-agency")) return ["iam.createSecurityToken", "iam.listProjects"];
  if (signIn.endsWith("-agency")) return ["iam.createToken", "iam.createSecurityToken", "iam.listProjects"];
  return signIn.includes("-aksk") ? ["iam.listProjects"] : ["iam.createToken"];
}

/** Who acts for an agency works in the other account's project. */
export function delegatedProject(signIn: SignIn): string | undefined {
  const regions: Record<string, string> = { otc: "eu-de", "otc-swiss": "eu-ch2", huaweicloud: "cn-north-4" };
  const [, name = ""] = /^(.*?)(?:-aksk)?-agency$/.exec(signIn) ?? [];
  return regions[name] && `${regions[name]}_delegated`;
}

/** The same for all processes of a story: a token is fetched once. */
export async function signedIn({ cloud }: Lab, signIn: SignIn): Promise<ProcessOptions> {
  if (!isByToken(signIn)) return { entry: signIn };
  const entry = signIn === "otc-token" ? "otc" : "openstack";
  const { auth } = cloud.credentials[entry];
  const nobody = { username: undefined, password: undefined, user_domain_name: undefined };
  const nowhere = { project_name: undefined, project_domain_name: undefined }; // the token is one of a project
  return { entry, auth: { ...nobody, ...nowhere, token: await fetchToken(auth) } };
}

async function fetchToken(auth: Readonly<Record<string, string>>): Promise<string> {
  const domain = { name: auth.user_domain_name };
  const user = { name: auth.username, password: auth.password, domain };
  const project = { name: auth.project_name, domain };
  const answer = await fetch(`${auth.auth_url}/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      auth: { identity: { methods: ["password"], password: { user } }, scope: { project } },
    }),
  });
  await answer.text();
  const token = answer.headers.get("x-subject-token");
  if (token === null) throw new Error(`no token, but ${answer.status}`);
  return token;
}
