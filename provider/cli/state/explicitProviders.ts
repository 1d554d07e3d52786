import { inOneLine } from "../../http/log/printable";
import type { StackState, StateResource } from "./readState";
import type { StateProvider } from "./stateProvider";

/** An explicit provider with its images, unfinished ones too. It may have none yet. */
export interface ProviderInUse {
  readonly provider: StateProvider;
  readonly resources: readonly StateResource[];
}

/** The explicit providers that images use, and those that may be meant for images. */
export function explicitProviders(state: StackState): ProviderInUse[] {
  const resources = [...state.resources, ...state.pending];
  const inUse = resources.flatMap(({ provider }) => provider ?? []);
  const providers = new Map([...inUse, ...state.providers].map((one) => [one.urn, one]));
  return [...providers.values()].map((provider) => ({
    provider,
    resources: resources.filter((one) => one.provider?.urn === provider.urn),
  }));
}

/** For messages: the explicit provider, if it is one. */
export function ofProvider(provider: StateProvider | undefined): string {
  return provider === undefined ? "" : ` of provider "${inOneLine(provider.name)}"`;
}
