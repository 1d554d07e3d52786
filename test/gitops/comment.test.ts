import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { json, text } from "node:stream/consumers";
import { repository } from "./files";

interface Comment {
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
type Refusal = (request: IncomingMessage) => Answer | undefined;

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

const github: Host = {
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

const gitlab: Host = {
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
async function pullRequest(host: Host, comments: Comment[], refusal: Refusal = () => undefined) {
  const server = createServer(async (request, response) => {
    const content = request.method === "GET" ? undefined : ((await json(request)) as { body: string });
    const { status, body } = refusal(request) ?? answer(request, content);
    response.writeHead(status).end(JSON.stringify(body));
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

describe.each([
  ["GitHub", github],
  ["GitLab", gitlab],
])("on %s", (name, host) => {
  test("the first summary is a new comment, the next ones replace it, and those of others stay as they are", async () => {
    const quoting = { id: 1, ...host.others, body: "<!-- images: production -->\nquoted by somebody" };
    const many = Array.from({ length: 150 }, (_, at) => ({
      id: at + 2,
      ...host.ours,
      body: "Coverage: 90 %",
    }));
    const comments: Comment[] = [quoting, ...many];
    const before = structuredClone(comments);
    const { show, close } = await pullRequest(host, comments);
    try {
      expect(await show("### one\n")).toEqual({ code: 0, said: "" });
      comments.push({ id: 999, ...host.ours, body: "Lint: fine" }); // the last one of the same bot
      expect(await show("### two\n")).toEqual({ code: 0, said: "" });
      expect(await show("### lab\n", { PULUMI_STACK: "lab" })).toEqual({ code: 0, said: "" });
    } finally {
      close();
    }
    expect(comments.slice(0, before.length)).toEqual(before);
    expect(comments.slice(before.length).map(({ body }) => body)).toEqual([
      "<!-- images: production -->\n### two\n\n<sub>Of commit c0ffee</sub>\n",
      "Lint: fine",
      "<!-- images: lab -->\n### lab\n\n<sub>Of commit c0ffee</sub>\n",
    ]);
  });

  test("a token that may not write comments, as that of a fork, is said, and fails nothing", async () => {
    const comments: Comment[] = [];
    const { show, close } = await pullRequest(host, comments, ({ method }) =>
      method === "GET"
        ? undefined
        : { status: 403, body: { message: "Resource not accessible by integration" } },
    );
    try {
      const { code, said } = await show("### one\n");
      expect(code).toBe(0);
      expect(said).toContain(`${name} answers 403`);
      expect(said).toContain("may not write comments: the summary is shown with the job");
    } finally {
      close();
    }
    expect(comments).toEqual([]);
  });

  test.each([
    ["a comment that is too long", "x".repeat(1_000_100), undefined, "answers 422"],
    [
      "a rate limit",
      "### one\n",
      { status: 403, body: { message: "API rate limit exceeded" } },
      "answers 403",
    ],
    ["a broken answer", "### one\n", { status: 502, body: "Bad gateway" }, "answers 502"],
    ["wrong credentials", "### one\n", { status: 401, body: { message: "Bad credentials" } }, "answers 401"],
  ])(
    "whatever else it says against it fails, so that nobody takes an old summary for the new one: %s",
    async (_, summary, answer, words) => {
      const { show, close } = await pullRequest(host, [], ({ method }) =>
        method === "GET" ? undefined : answer,
      );
      try {
        const { code, said } = await show(summary);
        expect(code).not.toBe(0);
        expect(said).toContain(`${name} ${words}`);
      } finally {
        close();
      }
    },
  );
});

test("without a token for notes, or a merge request, GitLab's job says so and goes on", async () => {
  const { show, close } = await pullRequest(gitlab, []);
  try {
    const without = await show("### one\n", { NOTES_TOKEN: "" });
    expect(without).toEqual({
      code: 0,
      said: "There is no variable NOTES_TOKEN. The summary is shown with the job.\n",
    });
    expect((await show("### one\n", { CI_MERGE_REQUEST_IID: "" })).code).toBe(0);
  } finally {
    close();
  }
});

test("a plan that main has overtaken is refused on GitHub", async () => {
  let head = "old";
  const server = createServer((request, response) => {
    const isBranch = request.url === "/repos/team/images/branches/main" && github.isAllowed(request);
    response.writeHead(isBranch ? 200 : 404).end(JSON.stringify({ commit: { sha: head } }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const env = { ...github.env(`http://127.0.0.1:${port}`), GITHUB_REF_NAME: "main", GITHUB_SHA: "old" };
  const run = async () => {
    const child = spawn(process.execPath, [path.join(repository, "deploy/newest.mjs")], { env });
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
    return { code, out };
  };
  try {
    expect(await run()).toEqual({ code: 0, out: "" });
    head = "new";
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out).toContain("::error::main has moved on to new. Approve the run of that commit");
  } finally {
    server.close();
  }
});
