import { secretFields } from "../clouds/settings";
import { variableFamilies } from "../clouds/settings/read/families";
import type { PlannedImage } from "./plannedImage";

/** Credentials beyond those of clouds that a pipeline's environment often has. */
const others = [
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "PULUMI_ACCESS_TOKEN",
  "PULUMI_CONFIG_PASSPHRASE",
  "GITHUB_TOKEN",
  "GITLAB_TOKEN",
  "CI_JOB_TOKEN",
];

/** The credentials of this run, each with the place that it comes from: environment and stack configuration. */
export function secretsAround(
  { stackConfig }: Pick<PlannedImage, "stackConfig">,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const variables = Object.values(variableFamilies).flatMap(({ of }) => secretFields.flatMap(of));
  const keys = secretFields.map((field) => `cloudimages:${field}`);
  return {
    ...present(variables.concat(others), env, "the environment's "),
    ...present(keys, stackConfig, "stack configuration "),
  };
}

function present(
  names: readonly string[],
  values: Readonly<Record<string, string | undefined>>,
  place: string,
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (values[name] ? [[`${place}${name}`, values[name]]] : [])),
  );
}
