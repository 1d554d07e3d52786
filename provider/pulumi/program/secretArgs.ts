import * as pulumi from "@pulumi/pulumi";

/** The names of the arguments whose values come from a secret: all names, if the arguments as a whole do. */
export async function secretNamesOf(
  args: pulumi.Input<object>,
  values: object,
): Promise<ReadonlySet<string>> {
  if (!(await isSecret(args))) return new Set();
  if (pulumi.Output.isInstance(args) || args instanceof Promise) return new Set(Object.keys(values));
  return new Set(await secretArgNames(args));
}

/** The names of the arguments whose values come from a secret, in their order. */
export async function secretArgNames(args: object): Promise<string[]> {
  const fields = Object.entries(args).map(async ([field, value]) => ((await isSecret(value)) ? [field] : []));
  return (await Promise.all(fields)).flat();
}

/**
 * The hidden input `__secret`: the names of the secret arguments. It is a promise, which unlike an output depends on no resource.
 * Undefined if nothing is secret, so that nothing is sent. If a value fails, the registration reports it.
 *
 * Outputs that reveal the value of a secret are added to `secretOutputs`, which the runtime reads once all inputs are known
 * (sdk/nodejs/runtime/resource.ts).
 */
export async function registerSecrets(
  args: object,
  revealingOutputs: Readonly<Record<string, readonly string[]>> | undefined,
  secretOutputs: string[],
): Promise<string[] | undefined> {
  const names = await secretArgNames(args).catch(() => []);
  secretOutputs.push(...names.flatMap((name) => revealingOutputs?.[name] ?? []));
  return names.length === 0 ? undefined : names;
}

/** Internal to Pulumi's runtime: not in its declarations. */
function isSecret(value: unknown): Promise<boolean> {
  return (pulumi.output(value) as unknown as { isSecret: Promise<boolean> }).isSecret;
}
