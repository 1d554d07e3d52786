import type { Yaml } from "./files";

/**
 * The names that a mapping may hold, with spaces between. The references of GitHub, GitLab and the operator are followed
 * by hand, as far as the example goes: a name that is not listed is a mistake in spelling, or needs to be looked up and
 * listed.
 */
export interface Shape {
  readonly required?: string;
  readonly optional?: string;
}

const namesIn = (list: string) => list.split(/\s+/).filter((name) => name !== "");

export function expectShape(value: Yaml, { required = "", optional = "" }: Shape, where: string): void {
  const names = Object.keys(value);
  const known = namesIn(`${required} ${optional}`);
  const unknown = names.filter((name) => !known.includes(name));
  const missing = namesIn(required).filter((name) => !names.includes(name));
  expect({ where, unknown, missing }).toEqual({ where, unknown: [], missing: [] });
}
