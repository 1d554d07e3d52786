import { call } from "./call.mjs";

/** The notes of a merge request, by a project access token: that of a job may not write them. */
export function gitlab({ NOTES_TOKEN, CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, ...env }) {
  if (!NOTES_TOKEN) return { without: "There is no variable NOTES_TOKEN." };
  if (!CI_MERGE_REQUEST_IID) return { without: "This is not the pipeline of a merge request." };
  const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
  const headers = { "private-token": NOTES_TOKEN };
  const send = (url, rest) => call(url, { headers, host: "GitLab", ...rest });
  let self;
  return {
    commit: env.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA || env.CI_COMMIT_SHA,
    warning: "",
    isOurs: ({ author }) => author?.id === self,
    async comments(page) {
      self ??= (await send(`${CI_API_V4_URL}/user`)).id;
      return send(`${notes}?per_page=100&page=${page}`);
    },
    add: (body) => send(notes, { method: "POST", content: { body } }),
    update: (id, body) => send(`${notes}/${id}`, { method: "PUT", content: { body } }),
  };
}
