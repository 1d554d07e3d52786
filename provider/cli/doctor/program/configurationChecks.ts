import { isSharedWith, strayConfiguration } from "../../../clouds/settings";
import { CloudError, explain } from "../../../http/errors";
import { snippet } from "../../../http/redact";
import { pluginOwner } from "../../../pulumi/program/stackOwner";
import type { CommandContext } from "../../commandContext";
import { ownerIgnoresFile, setOwnerHint } from "../../configFile";
import { type Form, projectFolder, projectName } from "../../projectFile";
import { identityOf, noConfiguration, readConfiguration, type StackConfiguration } from "../../pulumiCli";
import { type Check, failed, failedBy, ok, skipped, warning } from "../check";
import { isUnknownStack, unknownStack } from "../stack/unknownStack";

const NAME = "stack configuration";

/** The stack's configuration, and what is wrong with it. */
export interface Configured {
  readonly configuration: StackConfiguration;
  /** Whether there is a stack to ask about. */
  readonly hasStack: boolean;
  /** An option names one that there is not. */
  readonly isUnknown?: boolean;
  readonly checks: readonly Check[];
}

/** Reads the stack's configuration. It is no failure if there is no project or stack, unless an option names one. */
export async function configurationChecks(
  {
    stack,
    file,
    form,
  }: { readonly stack: string | undefined; readonly file: string | undefined; readonly form: Form },
  context: CommandContext,
): Promise<Configured> {
  const none = (check: Check): Configured => ({
    configuration: noConfiguration,
    hasStack: false,
    checks: [check],
  });
  const folder = projectFolder(context.cwd);
  if (stack === undefined && folder === undefined)
    return none(skipped(NAME, "the current folder is in no Pulumi project"));
  try {
    const configuration = await readConfiguration(stack, file, context);
    const check = configurationCheck(configuration, file, form, folder);
    const ofOwner =
      form === "native" && folder !== undefined
        ? [await ownerCheck(configuration, stack, folder, context)]
        : [];
    return { configuration, hasStack: true, checks: [check, ...ofOwner] };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    if (stack !== undefined && isUnknownStack(error))
      return { ...none(await unknownStack(NAME, stack, context)), isUnknown: true };
    return none(
      (stack ?? file) === undefined ? skipped(NAME, snippet(explain(error))) : failedBy(NAME, error),
    );
  }
}

function configurationCheck(
  { values, plainCredentials }: StackConfiguration,
  file: string | undefined,
  form: Form,
  folder: string | undefined,
): Check {
  const isShared = folder !== undefined && isSharedWith(projectName(folder));
  const stray = isShared ? [] : strayConfiguration(values);
  if (stray.length > 0) {
    const who = form === "native" ? "the plugin" : "a program that makes an image";
    const what = `${stray.join("; ")}: ${who} refuses to run`;
    return failed(NAME, what, "correct the keys: pulumi config set, pulumi config rm");
  }
  if (plainCredentials.length > 0) return plainCheck(plainCredentials, form);
  if (file !== undefined && values.owner === undefined) return warning(NAME, ownerIgnoresFile, setOwnerHint);
  const keys = Object.keys(values).map((key) => `cloudimages:${key}`);
  return ok(
    NAME,
    keys.length === 0
      ? "it has no key of cloudimages:"
      : `it has ${keys.join(", ")}; no credential in plain text`,
  );
}

/** The plugin keeps them as secrets in the state, but cannot refuse them: it is not told how they were set. */
function plainCheck(plain: readonly string[], form: Form): Check {
  const keys = plain.map((field) => `cloudimages:${field}`);
  const mend = `${keys.map((key) => `pulumi config set --secret ${key}`).join("; ")}; and change it in the cloud if the stack's file has been shared`;
  return form === "native"
    ? warning(NAME, `${keys.join(", ")} in plain text: whoever reads the stack's file has it`, mend)
    : failed(NAME, `${keys.join(", ")} in plain text: a program that makes an image refuses to run`, mend);
}

/** Whether the plugin can make marks that no other stack has: it is not told the organization. */
async function ownerCheck(
  { values }: StackConfiguration,
  stackAsked: string | undefined,
  folder: string,
  context: CommandContext,
): Promise<Check> {
  const name = "owner";
  if (values.owner !== undefined) return ok(name, "as cloudimages:owner says");
  const { organization, stack, project = projectName(folder) } = await identityOf(stackAsked, context);
  if (pluginOwner({ project, stack }, folder) !== undefined)
    return ok(name, "made from project, stack, and the salt in the stack's file");
  return failed(
    name,
    "the stack's file has no salt and no key, and the plugin is not told the organization: it refuses to make an image",
    `pulumi config set cloudimages:owner ${organization}/${project}/${stack}`,
  );
}
