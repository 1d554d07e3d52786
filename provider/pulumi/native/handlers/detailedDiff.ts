import type { Difference } from "../../../lifecycle/diff";
import { same } from "../../../lifecycle/state/change";
import type { Props } from "../../../lifecycle/state/inputs";

/** How one argument differs. */
export interface FieldDifference {
  readonly kind: "ADD" | "DELETE" | "UPDATE";
  readonly replaces: boolean;
  /** Whether the arguments differ. Otherwise the image does: it has drifted. */
  readonly byInput: boolean;
}

/** For each argument that differs, what the engine shows of it. `before` and `after` are the arguments. */
export function detailedDiff(
  { fields, replaces = [] }: Difference,
  before: Props,
  after: Props,
): Map<string, FieldDifference> {
  return new Map(
    [...new Set([...fields, ...replaces])].map((field) => {
      const [was, is] = [before[field], after[field]];
      const kind = is === undefined ? "DELETE" : was === undefined ? "ADD" : "UPDATE";
      return [field, { kind, replaces: replaces.includes(field), byInput: !same(was, is) }];
    }),
  );
}
