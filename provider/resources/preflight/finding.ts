import { inOneLine } from "../../http/log/printable";

/** What a probe of the cloud before the create has found: one plain sentence. */
export interface Finding {
  /** `wrong`: the cloud would refuse the create, or the image would fail. `note`: for people; it never blocks. */
  readonly severity: "wrong" | "note";
  readonly text: string;
  /** What to do, if not to correct the arguments. */
  readonly hint?: string;
}

export function wrong(text: string): Finding {
  return { severity: "wrong", text: inOneLine(text) };
}

export function note(text: string): Finding {
  return { severity: "note", text: inOneLine(text) };
}
