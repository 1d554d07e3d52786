// Posts summary.md to the pull request on GitHub. It updates its earlier comment, which it finds by a mark that readers do not
// see, or else adds a new one.
import { readFileSync } from "node:fs";

const { GH_TOKEN, GITHUB_API_URL, GITHUB_REPOSITORY, NUMBER, PULUMI_STACK } = process.env;
const mark = `<!-- images: ${PULUMI_STACK} -->\n`;
const body = mark + readFileSync("summary.md", "utf8");
const comments = `/repos/${GITHUB_REPOSITORY}/issues/${NUMBER}/comments`;

const ours = await find();
if (ours === undefined) await github("POST", comments, { body });
else await github("PATCH", `/repos/${GITHUB_REPOSITORY}/issues/comments/${ours.id}`, { body });

async function find() {
  for (let page = 1; ; page++) {
    const some = await github("GET", `${comments}?per_page=100&page=${page}`);
    const found = some.find((one) => one.user?.type === "Bot" && one.body.startsWith(mark));
    if (found !== undefined || some.length === 0) return found;
  }
}

async function github(method, path, content) {
  const response = await fetch(GITHUB_API_URL + path, {
    method,
    headers: { accept: "application/vnd.github+json", authorization: `Bearer ${GH_TOKEN}` },
    ...(content && { body: JSON.stringify(content) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: GitHub answers ${response.status} ${await response.text()}`);
  return response.json();
}
