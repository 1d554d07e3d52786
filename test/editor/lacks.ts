import type { Hover } from "./editor";

/** What a reader in an editor expects of a hover text. */
export interface Demands {
  readonly default?: boolean;
  readonly example?: boolean;
  /** What a change of the argument does. */
  readonly change?: boolean;
  /** Words that it has to contain. */
  readonly words?: readonly string[];
}

/** What a hover text lacks, in words. */
export function lacks({ signature, text, tags }: Hover, demands: Demands): string[] {
  const all = [text, ...Object.values(tags)].join("\n");
  const missing = (is: boolean, what: string) => (is ? [] : [what]);
  return [
    ...missing(/^[A-Z`][\s\S]*[.…)]$/.test(text), "a text in sentences"),
    ...missing(!isNumber(signature) || /\b(MiB|GiB|bytes|images|days|whole number)\b/.test(text), "a unit"),
    ...missing(!demands.default || Boolean(tags.default), "a default"),
    ...missing(!demands.example || Boolean(tags.example), "an example"),
    ...missing(
      !demands.change || /replaces|changed\s+in\s+place|a\s+change\s+sends\s+nothing/i.test(text),
      "what a change does",
    ),
    ...(demands.words ?? []).flatMap((word) => missing(all.includes(word), JSON.stringify(word))),
  ];
}

/** `(property) minRamMiB?: pulumi.Input<number> | undefined` */
function isNumber(signature: string): boolean {
  return /: (readonly )?(pulumi\.(Input|Output|OutputInstance)<)?number\b/.test(signature);
}
