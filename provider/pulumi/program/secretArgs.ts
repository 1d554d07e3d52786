import * as pulumi from "@pulumi/pulumi";

/** The fields of arguments whose values come from a secret; where the arguments as a whole do, all of them. */
export async function secretsAmong(args: pulumi.Input<object>, known: object): Promise<ReadonlySet<string>> {
  if (!(await isSecret(args))) return new Set();
  if (pulumi.Output.isInstance(args) || args instanceof Promise) return new Set(Object.keys(known));
  return new Set(await secretFields(args));
}

/** The names of the fields whose values come from a secret, in their order. */
export async function secretFields(args: object): Promise<string[]> {
  const fields = Object.entries(args).map(async ([field, value]) => ((await isSecret(value)) ? [field] : []));
  return (await Promise.all(fields)).flat();
}

/**
 * For the hidden input `__secret`: the names alone, as a promise, which depends on no resource. Undefined where nothing is
 * secret, so that nothing is sent; where a value fails its registration tells why.
 *
 * Outputs that tell a secret's value are added to `secretOutputs`, which the runtime reads when all inputs are known
 * (sdk/nodejs/runtime/resource.ts).
 */
export async function registerSecrets(
  args: object,
  telling: Readonly<Record<string, readonly string[]>> | undefined,
  secretOutputs: string[],
): Promise<string[] | undefined> {
  const names = await secretFields(args).catch(() => []);
  secretOutputs.push(...names.flatMap((name) => telling?.[name] ?? []));
  return names.length === 0 ? undefined : names;
}

/** For an error's words: which fields there are, and the values of those that are no secret. */
export function redactedArgs(args: object, secrets: ReadonlySet<string>): string {
  const entries = Object.entries(args).map(([field, value]) => [
    field,
    secrets.has(field) ? "[secret]" : value,
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}

/** Of the runtime's own: not in its declarations. */
function isSecret(value: unknown): Promise<boolean> {
  return (pulumi.output(value) as unknown as { isSecret: Promise<boolean> }).isSecret;
}
