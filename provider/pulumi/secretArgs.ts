import * as pulumi from "@pulumi/pulumi";

/** The fields of arguments whose values come from a secret; where the arguments as a whole do, all of them. */
export async function secretsAmong(args: pulumi.Input<object>, known: object): Promise<ReadonlySet<string>> {
  if (!(await isSecret(args))) return new Set();
  if (pulumi.Output.isInstance(args) || args instanceof Promise) return new Set(Object.keys(known));
  const fields = Object.entries(args).map(async ([field, value]) => ((await isSecret(value)) ? [field] : []));
  return new Set((await Promise.all(fields)).flat());
}

/** For an error's words: which fields there are, and the values of those that are no secret. */
export function shownArgs(args: object, secrets: ReadonlySet<string>): string {
  const entries = Object.entries(args).map(([field, value]) => [
    field,
    secrets.has(field) ? "[secret]" : value,
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}

/** The text without the secret values: clouds repeat in their errors what they were asked. */
export function withoutSecrets(text: string, args: object, secrets: ReadonlySet<string>): string {
  const values = Object.entries(args).flatMap(([field, value]) => (secrets.has(field) ? textsIn(value) : []));
  if (values.length === 0) return text;
  const longestFirst = values.sort((one, other) => other.length - one.length);
  const any = longestFirst.map((value) => value.replace(/[\\^$.*+?|()[\]{}]/g, "\\$&")).join("|");
  return text.replace(new RegExp(any, "g"), "[secret]");
}

function textsIn(value: unknown): string[] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .flatMap(([key, field]) => [key, ...textsIn(field)])
      .filter(Boolean);
  }
  return typeof value === "string" && value !== "" ? [value] : [];
}

/** Of the runtime's own: not in its declarations. */
function isSecret(value: unknown): Promise<boolean> {
  return (pulumi.output(value) as unknown as { isSecret: Promise<boolean> }).isSecret;
}
