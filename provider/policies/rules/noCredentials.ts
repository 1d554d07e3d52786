import { credentialIn } from "../credentials/credentialIn";
import { credentialsOfRun } from "../credentials/credentialsOfRun";
import { imageRule } from "../imageRule";
import { rawProperties } from "../rawProperties";

/**
 * Refuses credentials in arguments: the state stores all arguments, and the cloud shows names, descriptions
 * and tags.
 *
 * Policy `no-credentials`, by default mandatory. Arguments are kept in the state and shown by the cloud: a
 * credential among them is given away. Take it out, and change the credential if this program was ever run;
 * connections have their place in clouds.yaml, the environment or `pulumi config set --secret`.
 *
 * It has no settings.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [noCredentials] }, { "no-credentials": { "enforcementLevel": "mandatory" } });
 * ```
 */
export const noCredentials = imageRule({
  name: "no-credentials",
  why: "Arguments are kept in the state and shown by the cloud: a credential among them is given away",
  fix: "Take it out, and change the credential if this program was ever run; connections have their place in clouds.yaml, the environment or `pulumi config set --secret`",
  enforcement: "mandatory",
  severity: "critical",
  settings: {},
  violations(image) {
    const secrets = credentialsOfRun(image);
    return textsIn(image.args, []).flatMap(({ path, key, text }) => {
      const credential = credentialIn(key, text, secrets);
      return credential === undefined ? [] : [`${path.join(".")} looks like ${credential}`];
    });
  },
});

/** A string in the arguments, and where it is. */
interface ArgumentText {
  readonly path: readonly string[];
  /** The last part of the path. For a text `key=value`, as ZStack's tags are, that key. */
  readonly key: string;
  readonly text: string;
}

/** All strings at any depth. Keys are not checked, because the rules of the resource keep them short. */
function textsIn(value: object, path: readonly string[]): ArgumentText[] {
  const entries = Object.entries(rawProperties(value)).filter(
    ([key]) => !(Array.isArray(value) && key === "length"),
  );
  return entries.flatMap(([key, inner]) => {
    const here = [...path, key];
    if (typeof inner === "string") {
      const [, tag] = /^([\w.-]+)=/.exec(inner) ?? [];
      return [{ path: here, key: tag ?? key, text: inner }];
    }
    return typeof inner === "object" && inner !== null ? textsIn(inner, here) : [];
  });
}
