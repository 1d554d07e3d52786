/** What a table has under a name from outside: every object also answers to `constructor`, `toString` and the like. */
export function ownValue<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
