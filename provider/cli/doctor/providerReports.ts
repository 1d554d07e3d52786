import { CloudError, explain } from "../../http/errors";
import { inOneLine } from "../../http/log/printable";
import { snippet } from "../../http/redact";
import { realSources } from "../../pulumi/program/sources";
import type { CommandContext } from "../commandContext";
import { explicitProviders, type ProviderInUse } from "../state/explicitProviders";
import { exportedState } from "../state/exportedState";
import type { StackState } from "../state/readState";
import type { StateProvider } from "../state/stateProvider";
import { type Check, skipped, warning } from "./check";
import { type CloudReport, cloudReport } from "./cloudReport";

/** What was found about a cloud that an explicit provider leads to. */
export interface ProviderReport extends CloudReport {
  readonly provider: StateProvider;
}

/** The explicit providers of a stack's state. */
export interface StackProviders {
  readonly providers: readonly ProviderInUse[];
  /** Why the stack itself needs no cloud; undefined if it does. */
  readonly whyNone?: string | undefined;
  /** The state that they were read from. */
  readonly state?: StackState | undefined;
  /** Says it if the state cannot be read. */
  readonly checks: readonly Check[];
}

export const noProviders: StackProviders = { providers: [], checks: [] };

/** Reads them from the state. If that fails, the rest of the report is still of use. */
export async function stackProviders(
  stack: string | undefined,
  context: CommandContext,
): Promise<StackProviders> {
  try {
    const state = await exportedState(stack, context);
    const providers = explicitProviders(state);
    return { providers, whyNone: whyNoneIsNeeded(state, providers), state, checks: [] };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const found = `the stack's state cannot be read, so the clouds of such providers were not checked: ${snippet(explain(error))}`;
    return { ...noProviders, checks: [warning("explicit providers", found, "try `pulumi stack export`")] };
  }
}

/** An image whose provider the engine made uses the stack's cloud. */
function whyNoneIsNeeded(state: StackState, providers: readonly ProviderInUse[]): string | undefined {
  const all = [...state.resources, ...state.pending];
  if (providers.length === 0 || all.some(({ provider }) => provider === undefined)) return undefined;
  const names = providers.map(({ provider }) => `"${inOneLine(provider.name)}"`).join(", ");
  return `no cloud set in the stack; the images use providers of their own: ${names}`;
}

/** Checks the clouds that a provider's images use; its default one if it has no images yet. */
export async function providerReports(
  { provider, resources }: ProviderInUse,
  context: CommandContext,
): Promise<ProviderReport[]> {
  const named = resources.filter(({ secret }) => !secret.includes("cloud"));
  if (named.length === 0 && resources.length > 0) {
    const why = "all its images have the argument `cloud` as a secret, and secrets are not printed";
    return [{ provider, settings: undefined, why, checks: [skipped("settings", why)] }];
  }
  const asked = resources.length === 0 ? [undefined] : named.map(({ cloud }) => cloud);
  const sources = {
    ...realSources(context, provider.settings),
    provider: inOneLine(provider.name),
  };
  return Promise.all(
    [...new Set(asked)].map(async (cloud) => ({
      provider,
      ...(await cloudReport(cloud, sources, context)),
    })),
  );
}
