import { type Answer, type Call, json } from "../../http/answer";
import { open, type Route } from "../../http/route";
import { headerText } from "../token";
import { defaultAudience, issueIdToken } from "./idToken";

/** Where a job of GitHub's gets its id tokens (docs/vendors/open-telekom-and-huawei.md#id-tokens-of-pipelines). */
export const actionsRoutes: readonly Route[] = [open("actions.issueIdToken", "GET /idtoken", issue)];

const requestToken = "demo-id-token-request-token";

export const githubJob = (origin: string): Record<string, string> => ({
  ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}/actions/idtoken?api-version=2.0`,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
});

function issue(call: Call): Answer {
  if (headerText(call, "authorization")?.toLowerCase() !== `bearer ${requestToken}`)
    return json(401, { message: "The request token is not valid, or its job has ended." });
  const value = issueIdToken(call.world, { aud: call.query.get("audience") ?? defaultAudience });
  return json(200, { count: value.length, value });
}
