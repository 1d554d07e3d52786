import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { json, text } from "node:stream/consumers";
import { repository } from "./files";

export interface Comment {
  readonly id: number;
  readonly user?: { readonly type: string };
  readonly author?: { readonly id: number };
  body: string;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** What a host does of its own accord: it refuses what would change a comment, or everything. */
type Refusal = (request: IncomingMessage, served: () => Answer) => Answer | undefined;

interface Host {
  /** The longest comment that it takes. */
  readonly longest: number;
  readonly paths: { readonly all: string; readonly one: (id: number) => string };
  readonly update: "PATCH" | "PUT";
  readonly ours: Omit<Comment, "id" | "body">;
  readonly others: Omit<Comment, "id" | "body">;
  readonly isAllowed: (request: IncomingMessage) => boolean;
  readonly env: (address: string) => Record<string, string>;
}

export const github: Host = {
  longest: 65_536,
  paths: {
    all: "/repos/team/images/issues/7/comments",
    one: (id) => `/repos/team/images/issues/comments/${id}`,
  },
  update: "PATCH",
  ours: { user: { type: "Bot" } },
  others: { user: { type: "User" } },
  isAllowed: ({ headers }) => headers.authorization === "Bearer token",
  env: (address) => ({
    GITHUB_API_URL: address,
    GITHUB_REPOSITORY: "team/images",
    GH_TOKEN: "token",
    NUMBER: "7",
    COMMIT: "c0ffee",
  }),
};

export const gitlab: Host = {
  longest: 1_000_000,
  paths: {
    all: "/projects/12/merge_requests/7/notes",
    one: (id) => `/projects/12/merge_requests/7/notes/${id}`,
  },
  update: "PUT",
  ours: { author: { id: 41 } },
  others: { author: { id: 5 } },
  isAllowed: ({ headers }) => headers["private-token"] === "token",
  env: (address) => ({
    GITLAB_CI: "true",
    CI_API_V4_URL: address,
    CI_PROJECT_ID: "12",
    CI_MERGE_REQUEST_IID: "7",
    CI_COMMIT_SHA: "c0ffee",
    NOTES_TOKEN: "token",
  }),
};

/** The comments of pull request 7, as the host's API shows and takes them: a hundred a page at most. */
export async function pullRequest(host: Host, comments: Comment[], refusal: Refusal = () => undefined) {
  const server = createServer(async (request, response) => {
    const content = request.method === "GET" ? undefined : ((await json(request)) as { body: string });
    const served = () => answer(request, content);
    const { status, body } = refusal(request, served) ?? served();
    response.writeHead(status, { "retry-after": "0" }).end(JSON.stringify(body));
  });

  function answer(request: IncomingMessage, content?: { body: string }): Answer {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://host");
    const edited = comments.find(({ id }) => pathname === host.paths.one(id));
    if (!host.isAllowed(request)) return { status: 401, body: { message: "Bad credentials" } };
    if ((content?.body.length ?? 0) > host.longest)
      return { status: 422, body: { message: "Body is too long" } };
    if (pathname === "/user" && host === gitlab) return { status: 200, body: gitlab.ours.author };
    if (request.method === host.update && content && edited) {
      const isOurs = JSON.stringify(edited).includes(JSON.stringify(host.ours).slice(1, -1));
      if (!isOurs) return { status: 403, body: { message: "403 Forbidden" } };
      edited.body = content.body;
      return { status: 200, body: edited };
    }
    if (pathname !== host.paths.all) return { status: 404, body: { message: "Not Found" } };
    if (content) {
      comments.push({ id: comments.length + 1, ...host.ours, body: content.body });
      return { status: 201, body: comments.at(-1) };
    }
    const size = Math.min(100, Number(searchParams.get("per_page") ?? 20));
    const from = (Number(searchParams.get("page") ?? 1) - 1) * size;
    return { status: 200, body: comments.slice(from, from + size) };
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const folder = mkdtempSync(path.join(tmpdir(), "comment-"));
  const { port } = server.address() as AddressInfo;
  return {
    async show(summary: string, env: Record<string, string> = {}) {
      writeFileSync(path.join(folder, "summary.md"), summary);
      const all = { PULUMI_STACK: "production", ...host.env(`http://127.0.0.1:${port}`), ...env };
      const child = spawn(process.execPath, [path.join(repository, "comment.mjs")], {
        cwd: folder,
        env: all,
      });
      const [out, err, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, "close"),
      ]);
      return { code, said: out + err };
    },
    close() {
      rmSync(folder, { recursive: true });
      server.close();
    },
  };
}
