// Shows summary.md in the pull request on GitHub, or the merge request on GitLab. It updates its earlier comment, which it finds by
// a mark that readers do not see, or else adds a new one.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fail } from "./comment/call.mjs";
import { github } from "./comment/github.mjs";
import { gitlab } from "./comment/gitlab.mjs";
import { show } from "./comment/show.mjs";

const { env } = process;
const host = env.GITLAB_CI ? gitlab(env) : github(env);

if (host.without !== undefined) {
  console.log(`${host.without} The summary is shown with the job.`);
} else {
  const mark = `<!-- images: ${env.PULUMI_STACK} -->\n`;
  const body = `${mark + readFileSync("summary.md", "utf8")}\n<sub>Of commit ${host.commit}</sub>\n`;
  try {
    await show(host, mark, body, (seconds) => sleep(seconds * 1000));
  } catch (error) {
    if (!error.isReadOnly) fail(error);
    else {
      console.log(
        `${host.warning}${error.message}. The token of this job may not write comments: the summary is shown with the job.`,
      );
    }
  }
}
