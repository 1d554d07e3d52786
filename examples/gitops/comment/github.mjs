import { call } from "./call.mjs";

/** The comments of a pull request, by the token of the workflow: it is the bot whose comments are ours. */
export function github({ GH_TOKEN, GITHUB_API_URL, GITHUB_REPOSITORY, NUMBER, COMMIT }) {
  const comments = `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/issues`;
  const headers = { accept: "application/vnd.github+json", authorization: `Bearer ${GH_TOKEN}` };
  const send = (url, rest) => call(url, { headers, host: "GitHub", ...rest });
  return {
    commit: COMMIT,
    warning: "::warning::",
    isOurs: ({ user }) => user?.type === "Bot",
    comments: (page) => send(`${comments}/${NUMBER}/comments?per_page=100&page=${page}`),
    add: (body) => send(`${comments}/${NUMBER}/comments`, { method: "POST", content: { body } }),
    update: (id, body) => send(`${comments}/comments/${id}`, { method: "PATCH", content: { body } }),
  };
}
