/**
 * What to do about a refused signature. The texts are those of APIG's FAQ "Common Errors Related to IAM Authentication
 * Information"; code and status are the same for all of them (APIGW.0301, 401).
 */
export function refusedKeysHint(message: string): string | undefined {
  return hints.find(([text]) => text.test(message))?.[1];
}

const hints: readonly (readonly [RegExp, string])[] = [
  [
    /ak not exist|get secretkey failed/i,
    "the cloud does not know this access key: it was deleted, is a temporary one that has ended, or belongs to another cloud; create a new one under My Credentials",
  ],
  [
    /verify ak ?sk signature fail/i,
    "the secret key does not belong to this access key: set both again, from the same file",
  ],
  [/signature expired/i, "set the clock of this machine: a signature is good for 15 minutes"],
  [
    /reach the limit/i,
    "the access key is locked for five minutes, because it was refused five times in a row; mend the secret key, then wait",
  ],
  [
    /security ?token/i,
    "temporary keys need their security token, and end with it: get new ones, and set all three",
  ],
];
