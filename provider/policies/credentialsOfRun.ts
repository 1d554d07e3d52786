import { secretFields } from "../clouds/settings";
import { variableFamilies } from "../clouds/settings/read/families";
import type { PlannedImage } from "./plannedImage";

/** Other credentials that are often in the environment of a pipeline. */
const otherVariables = [
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "PULUMI_ACCESS_TOKEN",
  "PULUMI_CONFIG_PASSPHRASE",
  "GITHUB_TOKEN",
  "GITLAB_TOKEN",
  "CI_JOB_TOKEN",
];

/** The credentials in the environment and in the stack's configuration, by a text that says where each one is. */
export function credentialsOfRun(
  { stackConfig }: Pick<PlannedImage, "stackConfig">,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const variables = Object.values(variableFamilies).flatMap(({ variablesOf }) =>
    secretFields.flatMap(variablesOf),
  );
  const keys = secretFields.map((field) => `cloudimages:${field}`);
  return {
    ...presentIn(variables.concat(otherVariables), env, "the environment's "),
    ...presentIn(keys, stackConfig, "stack configuration "),
  };
}

function presentIn(
  names: readonly string[],
  values: Readonly<Record<string, string | undefined>>,
  place: string,
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (values[name] ? [[`${place}${name}`, values[name]]] : [])),
  );
}
