/** The value that a table has for a name from outside. Every object also has `constructor`, `toString` and the like. */
export function ownValue<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
