import { setTimeout as sleep } from "node:timers/promises";
import { applicationCredential, demoProfiles } from "../../local-cloud/world/profile";
import type { Names, Side } from "./ask";

const profile = demoProfiles.find(({ name }) => name === "openstack");
if (profile === undefined) throw new Error("the local cloud plays no OpenStack");
const domain = { id: "default" };

/** The lab's OpenStack, with the local cloud's user and projects made in it. */
export async function realSide(lab: Record<string, string | undefined>): Promise<Side> {
  const { OS_AUTH_URL = "", OS_USERNAME, OS_PASSWORD, OS_PROJECT_NAME } = lab;
  const keystone = (method: string, path: string, token?: string, body?: object) =>
    call(method, OS_AUTH_URL + path, token, body);
  const signIn = (name: string | undefined, password: string | undefined, project: string | undefined) =>
    keystone("POST", "/auth/tokens", undefined, {
      auth: {
        identity: { methods: ["password"], password: { user: { name, password, domain } } },
        scope: { project: { name: project, domain } },
      },
    });

  const operator = await signIn(OS_USERNAME, OS_PASSWORD, OS_PROJECT_NAME);
  const ensured = async (kind: string, name: string, fields: object = {}) => {
    const found = await keystone("GET", `/${kind}s?name=${name}`, operator.token);
    const [known] = found.body[`${kind}s`];
    const made = () => keystone("POST", `/${kind}s`, operator.token, { [kind]: { name, ...fields } });
    return (known ?? (await made()).body[kind]).id as string;
  };
  const [own, other] = profile?.projects.map(({ name }) => name) ?? [];
  const { user, password } = profile ?? {};
  const names: Names = new Map([
    ["project", await ensured("project", own ?? "", { domain_id: "default" })],
    ["other", await ensured("project", other ?? "", { domain_id: "default" })],
    ["user", await ensured("user", user?.name ?? "", { domain_id: "default", password })],
    ["admin", operator.body.token.user.id],
    ["server", "00000000-0000-4000-8000-00000000beef"],
    ["password", password ?? ""],
    ["adminPassword", OS_PASSWORD ?? ""],
  ]);
  for (const [who, role] of [
    ["user", "member"],
    ["admin", "admin"],
  ] as const)
    for (const where of ["project", "other"])
      await keystone(
        "PUT",
        `/projects/${names.get(where)}/users/${names.get(who)}/roles/${await ensured("role", role)}`,
        operator.token,
      );

  const member = await signIn(user?.name, password, own);
  const admin = await signIn(OS_USERNAME, OS_PASSWORD, own);
  const credentials = `/users/${names.get("user")}/application_credentials`;
  for (const { id } of (await keystone("GET", credentials, member.token)).body.application_credentials)
    await keystone("DELETE", `${credentials}/${id}`, member.token);
  const made = await keystone("POST", credentials, member.token, {
    application_credential: { name: applicationCredential.name },
  });
  names.set("credential", made.body.application_credential.id);
  names.set("credentialSecret", made.body.application_credential.secret);

  const catalog = member.body.token.catalog as { type: string; endpoints: { url: string }[] }[];
  const origin = (type: string) =>
    new URL(catalog.find((one) => one.type === type)?.endpoints[0]?.url ?? "").origin;
  const urls = { keystone: new URL(OS_AUTH_URL).origin, glance: origin("image"), cinder: origin("volumev3") };
  const volumes = `${urls.cinder}/v3/${names.get("project")}/volumes`;
  const images = `${urls.glance}/v2/images`;
  const tokens = { member: member.token, admin: admin.token };
  await cleanUp();
  return { urls, names, tokens, addVolume, finish, close: cleanUp };

  async function addVolume(name: string, status?: string): Promise<void> {
    const { body } = await call("POST", volumes, tokens.member, { volume: { size: 1, name } });
    const { id } = body.volume;
    await until(async () => (await volumeStatus(id)) === "available");
    if (status === "in-use") await attach(id);
    else if (status !== undefined) await reset(id, status);
    names.set(name, id);
  }

  async function finish(volume: string, image?: string): Promise<void> {
    const url = `${images}/${names.get(image ?? "")}`;
    if (image) await until(async () => (await call("GET", url, tokens.member)).body.status === "active");
    await until(async () => (await volumeStatus(names.get(volume) ?? "")) === "available");
  }

  async function volumeStatus(id: string): Promise<string> {
    return (await call("GET", `${volumes}/${id}`, tokens.member)).body.volume.status;
  }

  /** As Nova does, with a server that nobody looks for. */
  async function attach(id: string): Promise<void> {
    const action = (body: object) => call("POST", `${volumes}/${id}/action`, tokens.admin, body);
    await action({ "os-reserve": {} });
    await action({ "os-attach": { instance_uuid: names.get("server"), mountpoint: "/dev/vdb" } });
    await until(async () => (await volumeStatus(id)) === "in-use");
  }

  function reset(id: string, status: string): Promise<Reply> {
    return call("POST", `${volumes}/${id}/action`, tokens.admin, { "os-reset_status": { status } });
  }

  /** An earlier run may have been cut short. */
  async function cleanUp(): Promise<void> {
    for (const which of ["os_hidden=false", "os_hidden=true", "visibility=community"]) {
      const listed = await call("GET", `${images}?limit=500&${which}`, tokens.admin);
      for (const { id, owner, protected: kept } of listed.body.images) {
        if (![names.get("project"), names.get("other")].includes(owner)) continue;
        const patch = [{ op: "replace", path: "/protected", value: false }];
        if (kept) await call("PATCH", `${images}/${id}`, tokens.admin, patch, patchType);
        await call("DELETE", `${images}/${id}`, tokens.admin);
      }
    }
    for (const { id } of (await call("GET", volumes, tokens.member)).body.volumes) {
      if ((await volumeStatus(id)) === "in-use")
        await call("POST", `${volumes}/${id}/action`, tokens.admin, { "os-detach": {} });
      else await reset(id, "available");
      await until(async () => (await volumeStatus(id)) === "available");
      await call("DELETE", `${volumes}/${id}`, tokens.member);
      await until(
        async () =>
          !(await call("GET", volumes, tokens.member)).body.volumes.some(
            (one: { id: string }) => one.id === id,
          ),
      );
    }
  }
}

const patchType = "application/openstack-images-v2.1-json-patch";

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(100);
}

interface Reply {
  readonly token: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers of three services
  readonly body: any;
}

async function call(
  method: string,
  url: string,
  token?: string,
  body?: object,
  type = "application/json",
): Promise<Reply> {
  const answer = await fetch(url, {
    method,
    headers: {
      accept: "application/json",
      ...(body && { "content-type": type }),
      ...(token !== undefined && { "x-auth-token": token }),
    },
    body: body ? JSON.stringify(body) : null,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
  return { token: answer.headers.get("x-subject-token") ?? "", body: text === "" ? {} : JSON.parse(text) };
}
