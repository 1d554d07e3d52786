/** An attribute of images on the wire that corresponds to an argument, and is not used for anything else. */
export interface Property {
  readonly name: string;
  /** Undefined if the image has no such attribute, like a new image. */
  read(wire: unknown): unknown;
  write(value: unknown): string | number | boolean;
}

/** A text; an empty text removes the attribute if the cloud allows that. */
export function textProperty(name: string): Property {
  return { name, read: (wire) => (typeof wire === "string" ? wire : undefined), write: String };
}

/** A flag that is written `true` or `false`, as a text or as a boolean. */
export function flagProperty(name: string): Property {
  return {
    name,
    read: (wire) => (wire === undefined || wire === null ? undefined : String(wire).toLowerCase() === "true"),
    write: String,
  };
}

/** A number; Glance stores such properties as texts. */
export function countProperty(name: string): Property {
  return {
    name,
    read: (wire) =>
      wire === undefined || wire === null || wire === "" || !Number.isFinite(Number(wire))
        ? undefined
        : Number(wire),
    write: String,
  };
}
