// Shows summary.md in the pull request on GitHub, or the merge request on GitLab. It updates its earlier comment, which it finds by
// a mark that readers do not see, or else adds a new one.
import { readFileSync } from "node:fs";
import { github } from "./comment/github.mjs";
import { gitlab } from "./comment/gitlab.mjs";

const { env } = process;
const host = env.GITLAB_CI ? gitlab(env) : github(env);
const mark = `<!-- images: ${env.PULUMI_STACK} -->\n`;

if (host.without !== undefined) {
  console.log(`${host.without} The summary is shown with the job.`);
} else {
  const body = `${mark + readFileSync("summary.md", "utf8")}\n<sub>Of commit ${host.commit}</sub>\n`;
  try {
    const earlier = await find();
    await (earlier === undefined ? host.add(body) : host.update(earlier.id, body));
  } catch (error) {
    // Nothing was shown before either, so nobody takes an old summary for a new one.
    if (!error.isReadOnly) throw error;
    console.log(
      `${host.warning}${error.message}. The token of this job may not write comments: the summary is shown with the job.`,
    );
  }
}

async function find() {
  for (let page = 1; ; page++) {
    const some = await host.comments(page);
    const found = some.find((one) => host.isOurs(one) && one.body.startsWith(mark));
    if (found !== undefined || some.length < 100) return found;
  }
}
