import { credentialIn } from "../credentialIn";
import { imageRule } from "../imageRule";
import { raw } from "../raw";
import { secretsAround } from "../secretsAround";

/** No argument holds a credential: arguments are kept in the state, and names, descriptions and tags in the cloud. */
export const noCredentials = imageRule({
  name: "no-credentials",
  why: "Arguments are kept in the state and shown by the cloud: a credential among them is given away",
  fix: "Take it out, and change the credential if this program was ever run; connections have their place in clouds.yaml, the environment or `pulumi config set --secret`",
  enforcement: "mandatory",
  severity: "critical",
  settings: {},
  broken(image) {
    const secrets = secretsAround(image);
    return textsIn(image.args, []).flatMap(({ path, key, text }) => {
      const found = credentialIn(key, text, secrets);
      return found === undefined ? [] : [`${path.join(".")} looks like ${found}`];
    });
  },
});

interface Place {
  readonly path: readonly string[];
  /** The last part of the path; of a text `key=value` (ZStack's tags), that key. */
  readonly key: string;
  readonly text: string;
}

/** All texts at any depth. Keys are not looked at: the checks of the cloud's own rules keep them short. */
function textsIn(value: object, path: readonly string[]): Place[] {
  const entries = Object.entries(raw(value)).filter(([key]) => !(Array.isArray(value) && key === "length"));
  return entries.flatMap(([key, inner]) => {
    const here = [...path, key];
    if (typeof inner === "string") {
      const [, tag] = /^([\w.-]+)=/.exec(inner) ?? [];
      return [{ path: here, key: tag ?? key, text: inner }];
    }
    return typeof inner === "object" && inner !== null ? textsIn(inner, here) : [];
  });
}
