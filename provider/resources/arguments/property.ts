/** An attribute of images on the wire that stands for an argument and nothing else of ours knows. */
export interface Property {
  readonly name: string;
  /** Undefined where the image has none: then it is as new. */
  read(wire: unknown): unknown;
  write(value: unknown): string | number | boolean;
}

/** One that is a text; an empty text takes it off the image, where the cloud lets it. */
export function textProperty(name: string): Property {
  return { name, read: (wire) => (typeof wire === "string" ? wire : undefined), write: String };
}

/** One that is written `true` or `false`, as a text or not. */
export function flagProperty(name: string): Property {
  return {
    name,
    read: (wire) => (wire === undefined || wire === null ? undefined : String(wire).toLowerCase() === "true"),
    write: String,
  };
}

/** One that counts: Glance keeps such properties as texts. */
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
