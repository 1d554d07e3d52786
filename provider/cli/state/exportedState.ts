import type { CommandContext } from "../commandContext";
import { exportState } from "../pulumiCli";
import { readState, type StackState } from "./readState";

/**
 * Asks Pulumi for the stack's state. Decrypts secrets only if an explicit provider of our images has any: without them its clouds
 * cannot be looked into.
 */
export async function exportedState(stack: string | undefined, context: CommandContext): Promise<StackState> {
  const from = "the answer of `pulumi stack export`";
  const state = readState(await exportState(stack, context), from);
  if (state.providers.every(({ encrypted }) => encrypted.length === 0)) return state;
  return readState(await exportState(stack, context, { showSecrets: true }), from);
}
