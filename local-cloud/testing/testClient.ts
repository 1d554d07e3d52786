import type { EntryName, LocalCloud } from "../index";

/** A client without any cleverness, for the tests of this folder. */

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever the cloud said
  readonly body: any;
}

export interface Client {
  readonly projectId: string;
  readonly userId: string;
  readonly token: string;
  send(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
}

export async function send(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await fetch(url, {
    method,
    redirect: "manual",
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The body that signs in with the entry's password, scoped to its project or another one. */
export function passwordRequest(cloud: LocalCloud, name: EntryName, project?: string): object {
  const { auth } = cloud.credentials[name];
  const domain = { name: auth.user_domain_name };
  return {
    auth: {
      identity: {
        methods: ["password"],
        password: { user: { name: auth.username, password: auth.password, domain } },
      },
      scope: { project: { name: project ?? auth.project_name, domain } },
    },
  };
}

export async function signIn(cloud: LocalCloud, name: EntryName, project?: string): Promise<Client> {
  const url = `${cloud.credentials[name].auth.auth_url}/auth/tokens`;
  const reply = await send("POST", url, passwordRequest(cloud, name, project));
  if (reply.status !== 201) throw new Error(`cannot sign in: ${JSON.stringify(reply.body)}`);
  const token = reply.headers.get("x-subject-token") as string;
  return {
    projectId: reply.body.token.project.id,
    userId: reply.body.token.user.id,
    token,
    send: (method, path, body, headers) => send(method, path, body, { "x-auth-token": token, ...headers }),
  };
}

/** A clock that moves only when it is advanced. */
export const virtualClock = (start = Date.parse("2026-11-21T08:00:00Z")) => {
  let now = start;
  return {
    now: () => now,
    advance: (seconds: number): void => {
      now += seconds * 1000;
    },
  };
};
