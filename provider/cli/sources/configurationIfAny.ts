import { CloudError, whatWasSaid } from "../../http/errors";
import { snippet } from "../../http/redact";
import type { CommandContext } from "../commandContext";
import { projectFolder } from "../projectFile";
import { noConfiguration, readConfiguration, type StackConfiguration } from "../pulumiCli";

/** The stack's configuration, if there is a stack: people look for a source before they make one. */
export async function configurationIfAny(
  stack: string | undefined,
  file: string | undefined,
  context: CommandContext,
): Promise<StackConfiguration> {
  const isAsked = (stack ?? file) !== undefined;
  if (!isAsked && projectFolder(context.cwd) === undefined) return noConfiguration;
  try {
    return await readConfiguration(stack, file, context);
  } catch (error) {
    if (!(error instanceof CloudError) || isAsked) throw error;
    context.say(`Without the stack's configuration: ${snippet(whatWasSaid(error))}\n`);
    return noConfiguration;
  }
}
