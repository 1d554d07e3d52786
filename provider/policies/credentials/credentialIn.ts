/**
 * Forms of credentials, each with its name, which is all that a report repeats. Repetitions are bounded, because a pattern
 * may be tried at every word.
 */
const forms: readonly (readonly [string, RegExp])[] = [
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["a JSON web token", /\beyJ[\w-]{10,1000}\.eyJ[\w-]{10,}\.[\w-]*/],
  ["a Keystone token", /\bgAAAAA[\w-]{50,}/],
  ["an AWS access key", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ["an access key of the Huawei clouds", /\b(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{20}\b/],
  ["a GitHub or GitLab token", /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22,}|glpat-[\w-]{20,})/],
  ["an address with a password", /:\/\/[^\s/:@]+:[^\s/@]+@/],
  ["a signed address", /[?&](?:X-(?:Amz|Obs|Sdk)-Signature|X-(?:Amz|Obs)-Security-Token|Signature)=/i],
  [
    "a credential by its label",
    /(?:^|[^A-Za-z])(?:password|passwd|passphrase|secret(?:[ _-]?(?:access)?[ _-]?key)?|token|api[ _-]?key)\s*(?:=\s*\S{4}|:\s*(?=\S{0,200}\d)\S{4})/i,
  ],
];

/** Keys whose value is a credential, whatever its form. */
const credentialKey =
  /^(?:.*[._-])?(?:password|passwd|passphrase|secret|secret[_-]?key|token|api[_-]?key|private[_-]?key)$/i;

/** A shorter value of a variable may appear in a text by chance. */
const SHORTEST_SECRET = 8;

/** Says what kind of credential a value seems to be. Undefined if it seems to be none. */
export function credentialIn(
  key: string,
  text: string,
  secrets: Readonly<Record<string, string>>,
): string | undefined {
  const ownSecret = Object.entries(secrets).find(
    ([, secret]) => secret.length >= SHORTEST_SECRET && text.includes(secret),
  );
  if (ownSecret !== undefined) return `the value of ${ownSecret[0]}`;
  const form = forms.find(([, shape]) => shape.test(text));
  if (form !== undefined) return form[0];
  return credentialKey.test(key) && text !== "" ? "a credential by its key" : undefined;
}
