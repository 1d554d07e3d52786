import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { json, text } from "node:stream/consumers";
import { repository } from "./files";

interface Comment {
  readonly id: number;
  readonly user: { readonly type: string };
  body: string;
}

/** The comments of pull request 7, as GitHub's API shows and takes them: a hundred a page, 65,536 characters each. */
async function pullRequest(comments: Comment[]) {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://github");
    const content = request.method === "GET" ? undefined : ((await json(request)) as { body: string });
    const answer = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
    const edited = comments.find(({ id }) => pathname === `/repos/team/images/issues/comments/${id}`);
    if (request.headers.authorization !== "Bearer token") answer(401, { message: "Bad credentials" });
    else if ((content?.body.length ?? 0) > 65_536) answer(422, { message: "Body is too long" });
    else if (request.method === "PATCH" && content && edited) {
      edited.body = content.body;
      answer(200, edited);
    } else if (pathname !== "/repos/team/images/issues/7/comments") answer(404, { message: "Not Found" });
    else if (content) {
      comments.push({ id: comments.length + 1, user: { type: "Bot" }, body: content.body });
      answer(201, comments.at(-1));
    } else {
      const from = (Number(searchParams.get("page") ?? 1) - 1) * 100;
      answer(200, comments.slice(from, from + Math.min(100, Number(searchParams.get("per_page") ?? 30))));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const folder = mkdtempSync(path.join(tmpdir(), "comment-"));
  const { port } = server.address() as AddressInfo;
  return {
    async show(summary: string, stack = "production") {
      writeFileSync(path.join(folder, "summary.md"), summary);
      const env = {
        GITHUB_API_URL: `http://127.0.0.1:${port}`,
        GITHUB_REPOSITORY: "team/images",
        GH_TOKEN: "token",
        NUMBER: "7",
        PULUMI_STACK: stack,
      };
      const child = spawn(process.execPath, [path.join(repository, "comment.mjs")], { cwd: folder, env });
      const [said, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
      return { code, said };
    },
    close() {
      rmSync(folder, { recursive: true });
      server.close();
    },
  };
}

const bot = { type: "Bot" };

test("the first summary is a new comment, the next ones replace it, and those of others stay as they are", async () => {
  const quoting = { id: 1, user: { type: "User" }, body: "<!-- images: production -->\nquoted by somebody" };
  const many = Array.from({ length: 150 }, (_, at) => ({ id: at + 2, user: bot, body: "Coverage: 90 %" }));
  const comments: Comment[] = [quoting, ...many];
  const before = structuredClone(comments);
  const { show, close } = await pullRequest(comments);
  try {
    expect(await show("### one\n")).toEqual({ code: 0, said: "" });
    comments.push({ id: 999, user: bot, body: "Lint: fine" }); // the last one of the same bot
    expect(await show("### two\n")).toEqual({ code: 0, said: "" });
    expect(await show("### lab\n", "lab")).toEqual({ code: 0, said: "" });
  } finally {
    close();
  }
  expect(comments.slice(0, before.length)).toEqual(before);
  expect(comments.slice(before.length).map(({ body }) => body)).toEqual([
    "<!-- images: production -->\n### two\n",
    "Lint: fine",
    "<!-- images: lab -->\n### lab\n",
  ]);
});

test("what GitHub says against it is said", async () => {
  const { show, close } = await pullRequest([]);
  try {
    const { code, said } = await show("x".repeat(70_000));
    expect(code).not.toBe(0);
    expect(said).toContain("GitHub answers 422");
    expect(said).toContain("Body is too long");
  } finally {
    close();
  }
});
