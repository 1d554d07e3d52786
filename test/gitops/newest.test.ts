import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { repository } from "./files";
import { github } from "./pullRequest";

test("a plan that main has overtaken is refused on GitHub", async () => {
  let head = "old";
  const server = createServer((request, response) => {
    const isBranch = request.url === "/repos/team/images/branches/main" && github.isAllowed(request);
    response.writeHead(isBranch ? 200 : 404).end(JSON.stringify({ commit: { sha: head } }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const env = {
    ...github.env(`http://127.0.0.1:${port}`),
    GITHUB_REF_NAME: "main",
    GITHUB_SHA: "old",
    GITHUB_ACTIONS: "true",
  };
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
