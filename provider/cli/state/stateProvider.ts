import { isDefaultProvider, providerSettings, settingText } from "../../pulumi/providerSettings";
import { isEngineSecret, plainValue } from "./engineSecret";

/** An explicit provider in a state. Its images are where its own settings lead: it gets none of the stack's configuration. */
export interface StateProvider {
  readonly urn: string;
  readonly name: string;
  /** By key, without the namespace. */
  readonly settings: Readonly<Record<string, string>>;
  /** The keys whose values are encrypted in this state. */
  readonly encrypted: readonly string[];
}

/** A resource of a state, as far as it tells a provider. */
interface ProviderResource {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Reads the providers that a program has made. Those that the engine makes itself have the stack's configuration. */
export function stateProvider({ urn, type, inputs }: ProviderResource): StateProvider {
  const raw = Object.entries(providerSettings(type, inputs ?? {}));
  const texts = raw.flatMap(([key, value]) => {
    const text = settingText(plainValue(value));
    return text === undefined ? [] : [[key, text] as const];
  });
  return {
    urn,
    name: nameIn(urn),
    settings: Object.fromEntries(texts),
    encrypted: raw.flatMap(([key, value]) => (isEncrypted(value) ? [key] : [])),
  };
}

export function isExplicitProvider({ urn, type }: ProviderResource): boolean {
  return type.startsWith("pulumi:providers:") && !isDefaultProvider(nameIn(urn));
}

/** Whether a provider may have images of ours. Dynamic resources of any kind share the other type. */
export function servesImages({ type, inputs }: ProviderResource): boolean {
  return (
    type === "pulumi:providers:cloudimages" || Object.keys(providerSettings(type, inputs ?? {})).length > 0
  );
}

function isEncrypted(value: unknown): boolean {
  return isEngineSecret(value) && plainValue(value) === undefined;
}

function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
