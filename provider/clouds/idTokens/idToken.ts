import type { Clock } from "../../http/clock";
import { CredentialsError } from "../../http/errors";
import { type CloudSettings, type IdTokenOrigin, InvalidSettingsError, whereToSet } from "../settings";
import { githubIdToken } from "./githubIdToken";

/** An id token to be exchanged at once: a new one each time, unless there is only the one that was given. */
export async function idToken(origin: IdTokenOrigin, settings: CloudSettings, clock: Clock): Promise<string> {
  switch (origin.how) {
    case "given":
      return origin.token.reveal();
    case "file":
      return inFile(origin, settings);
    case "github":
      return await githubIdToken(origin, settings, clock);
  }
}

/** Read anew each time: who mounts the file renews the token in it, as Kubernetes does. */
function inFile(origin: Extract<IdTokenOrigin, { how: "file" }>, settings: CloudSettings): string {
  const refuse = (problem: string) => {
    const file = `the file of the id token, ${origin.path} (${origin.from}),`;
    const correct = `correct the path: set ${whereToSet("accessTokenFile", settings)}`;
    return new CredentialsError(`log in to cloud "${settings.name}": ${file} ${problem}`, {
      outcome: "not-sent",
      hint: `let the pipeline or the cluster write the token into it, as its only line; or ${correct}`,
    });
  };
  const text = contentOf(origin, refuse);
  if (text === undefined) throw refuse("does not exist");
  const token = text.trim();
  if (token === "") throw refuse("is empty");
  if (/[\s\p{Cc}]/u.test(token)) throw refuse("holds more than a token");
  return token;
}

function contentOf(
  { read }: Extract<IdTokenOrigin, { how: "file" }>,
  refuse: (problem: string) => CredentialsError,
): string | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidSettingsError) throw refuse("cannot be read");
    throw error;
  }
}
