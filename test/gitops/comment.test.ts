import { type Comment, github, gitlab, pullRequest } from "./pullRequest";

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
        expect(said).toMatch(/^.+\n$/); // a line, without a stack trace
        expect(said).toContain(`${name} ${words}`);
      } finally {
        close();
      }
    },
  );

  test("a proxy's page in place of an answer, or none at all, is said on one line", async () => {
    const { show, close } = await pullRequest(host, [], () => ({ status: 200, body: undefined }));
    try {
      const page = await show("### one\n");
      expect(page.code).toBe(1);
      expect(page.said).toMatch(new RegExp(`^GET .+: ${name} answers what is not JSON: .*\n$`));
      const none = await show("### one\n", host.env("http://127.0.0.1:9"));
      expect(none.code).toBe(1);
      expect(none.said).toMatch(new RegExp(`^GET .+: ${name} does not answer: .+\n$`));
    } finally {
      close();
    }
  });

  test("a host that is busy for a moment gets the summary all the same, once, though an answer is lost", async () => {
    const comments: Comment[] = [];
    let posts = 0;
    const { show, close } = await pullRequest(host, comments, ({ method }, served) => {
      if (method !== "POST" || posts++ > 0) return undefined;
      served();
      return { status: 502, body: "Bad gateway" };
    });
    try {
      expect(await show("### one\n")).toEqual({ code: 0, said: "" });
    } finally {
      close();
    }
    expect(comments).toHaveLength(1);
  });

  test.each([403, 404])(
    "a comment that the host does not let us change, as one of another bot (403) or a deleted one (404), is left, and ours is added: %d",
    async (status) => {
      const theirs = { id: 1, ...host.ours, body: "<!-- images: production -->\nof another bot" };
      const comments: Comment[] = [theirs];
      const { show, close } = await pullRequest(host, comments, ({ url }) =>
        url === host.paths.one(1) ? { status, body: { message: "No" } } : undefined,
      );
      try {
        expect(await show("### one\n")).toEqual({ code: 0, said: "" });
        expect(await show("### two\n")).toEqual({ code: 0, said: "" });
      } finally {
        close();
      }
      expect(comments.map(({ body }) => body.split("\n")[1])).toEqual(["of another bot", "### two"]);
    },
  );

  test("where a summary stands that the token may not change, the job fails: it would be taken for the new one", async () => {
    const earlier = { id: 1, ...host.ours, body: "<!-- images: production -->\n### old" };
    const { show, close } = await pullRequest(host, [earlier], ({ method }) =>
      method === "GET" ? undefined : { status: 403, body: { message: "Resource not accessible" } },
    );
    try {
      const { code, said } = await show("### one\n");
      expect(code).toBe(1);
      expect(said).toContain(`${name} answers 403`);
    } finally {
      close();
    }
  });
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
