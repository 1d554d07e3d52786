import { profiles } from "../../clouds/settings";
import { profileMeant } from "../../clouds/settings/profile";
import { parseWords, refuseEmpty, UsageError } from "../arguments";
import { initOptions } from "../options";
import type { EntryFields } from "./entry/askEntry";
import { fieldOptions, fieldsGiven, refuseUnknownOptions } from "./entry/fieldOptions";

/** What the command line says. */
export interface InitRequest {
  readonly kind: string | undefined;
  /** The entry's name in clouds.yaml. */
  readonly cloud: string | undefined;
  readonly way: string | undefined;
  readonly fields: EntryFields;
  readonly secretOnStdin: boolean;
  readonly scope: string | undefined;
  readonly checks: boolean;
  readonly resource: string | undefined;
  readonly language: string | undefined;
  readonly name: string | undefined;
  readonly stack: string | undefined;
  readonly backend: string | undefined;
  readonly hurried: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export function parseInit(args: readonly string[]): InitRequest | "help" {
  refuseUnknownOptions(args, Object.keys(initOptions));
  const { values, words } = parseWords("init", args, { ...fieldOptions, ...initOptions });
  if (values.help) return "help";
  refuseEmpty("init", values);
  const [kind, more] = words;
  if (more !== undefined)
    throw new UsageError(`init: one kind of cloud at a time: "${more}" is a second one.`);
  const { resource, language, name, stack, backend, cloud, json = false } = values as Values;
  return {
    kind,
    cloud,
    way: values["sign-in"] as string | undefined,
    fields: fieldsGiven(values),
    secretOnStdin: values["secret-stdin"] === true,
    scope: values["clouds-yaml"] as string | undefined,
    checks: values["skip-checks"] !== true,
    resource,
    language,
    name,
    stack,
    backend: backend === "local" ? "file://~" : backend,
    hurried: values.yes === true || json,
    dryRun: values["dry-run"] === true,
    json,
  };
}

type Values = {
  readonly [option in "resource" | "language" | "name" | "stack" | "backend" | "cloud"]?: string;
} & {
  readonly json?: boolean;
};

/** The kinds of cloud to choose from, and the one that is meant by another word. */
export const kinds = profiles.map((name) => ({
  name,
  about: {
    otc: "Open Telekom Cloud",
    "otc-swiss": "its Swiss cloud",
    huaweicloud: "Huawei Cloud",
    openstack: "any OpenStack",
    zstack: "ZStack",
  }[name],
}));
export const kindMeant = profileMeant;
