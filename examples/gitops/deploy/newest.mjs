// Fails if the branch has moved on since the commit of this run, on GitHub. An older plan may fit the state all the same, and would
// take back what a newer commit has deployed. GitLab refuses outdated deployments by itself.
import { call, fail } from "../comment/call.mjs";

const { GH_TOKEN, GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_REF_NAME, GITHUB_SHA } = process.env;
const branch = `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/branches/${encodeURIComponent(GITHUB_REF_NAME)}`;
const headers = { accept: "application/vnd.github+json", authorization: `Bearer ${GH_TOKEN}` };
try {
  const { commit } = await call(branch, { headers, host: "GitHub" });
  if (commit.sha !== GITHUB_SHA) {
    fail({
      message: `${GITHUB_REF_NAME} has moved on to ${commit.sha}. Approve the run of that commit: its plan has this change in it.`,
    });
  }
} catch (error) {
  fail(error);
}
