import { nativeToken } from "../../tokens";
import type { EnumSpec, ObjectSpec, TypeSpec } from "./spec";

/** The types that have names of their own in every language: enums and objects. A name means the same wherever it is used. */
export class NamedTypes {
  readonly #specs = new Map<string, EnumSpec | ObjectSpec>();

  /** Adds a type, and refers to it. */
  add(name: string, spec: EnumSpec | ObjectSpec): TypeSpec {
    const before = this.#specs.get(nativeToken(name));
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(spec)) {
      throw new Error(`two types of the package schema would be called ${name}`);
    }
    this.#specs.set(nativeToken(name), spec);
    return { $ref: `#/types/${nativeToken(name)}` };
  }

  all(): Readonly<Record<string, EnumSpec | ObjectSpec>> {
    return Object.fromEntries(this.#specs);
  }
}
