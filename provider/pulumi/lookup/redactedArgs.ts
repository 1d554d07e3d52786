/** The arguments as text for an error, secret values masked. */
export function redactedArgs(args: object, secrets: ReadonlySet<string>): string {
  const entries = Object.entries(args).map(([field, value]) => [
    field,
    secrets.has(field) ? "[secret]" : value,
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}
