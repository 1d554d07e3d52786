import { secretFields, transientFields } from "../../clouds/settings/fields";
import type { PlannedImage } from "../plannedImage";

/** With the first image that is judged. */
const read = (): typeof import("../../clouds/settings/read/families") =>
  require("../../clouds/settings/read/families");

/** Other credentials that are often in the environment of a pipeline. */
const otherVariables = [
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "PULUMI_ACCESS_TOKEN",
  "PULUMI_CONFIG_PASSPHRASE",
  "GITHUB_TOKEN",
  "GITLAB_TOKEN",
  "CI_JOB_TOKEN",
  "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
];

/** The credentials in the environment and in the settings of the image's provider, by a text that says where each one is. */
export function credentialsOfRun(
  { settings }: Pick<PlannedImage, "settings">,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const variables = Object.values(read().variableFamilies).flatMap(({ variablesOf }) =>
    [...secretFields, ...transientFields].flatMap(variablesOf),
  );
  return {
    ...presentIn(variables.concat(otherVariables), env, (name) => `the environment's ${name}`),
    ...presentIn(secretFields, settings.known, settings.placeOf),
  };
}

function presentIn(
  names: readonly string[],
  values: Readonly<Record<string, string | undefined>>,
  placeOf: (name: string) => string,
): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (values[name] ? [[placeOf(name), values[name]]] : [])));
}
