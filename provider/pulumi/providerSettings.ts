const NATIVE_PROVIDER = "pulumi:providers:cloudimages";
const DYNAMIC_PROVIDER = "pulumi:providers:pulumi-nodejs";
const NAMESPACE = "cloudimages:";

/**
 * The settings that a provider resource has for its images, by key without the namespace. The plugin's has its own keys, and the
 * one of dynamic resources those of any namespace. Values are as the engine has them.
 */
export function providerSettings(
  type: string,
  inputs: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const settings = Object.entries(inputs).flatMap(([key, value]) => {
    if (type === NATIVE_PROVIDER) return [[key, value] as const];
    const isOurs = type === DYNAMIC_PROVIDER && key.startsWith(NAMESPACE);
    return isOurs ? [[key.slice(NAMESPACE.length), value] as const] : [];
  });
  return Object.fromEntries(settings);
}

/** Whether the engine made the provider itself, out of the stack's configuration. It has such a name, with the version behind it. */
export function isDefaultProvider(name: string): boolean {
  return /^default(_|$)/.test(name);
}

/** A setting as stack configuration would have it: a text, or what stands for it where a program gave a number, say. */
export function settingText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
