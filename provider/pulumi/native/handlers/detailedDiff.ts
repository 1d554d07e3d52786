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

/**
 * For each argument that differs, or each of its keys, what the engine shows of it, by its path. By such a path it obeys
 * `replaceOnChanges` and `hideDiffs` too. `before` and `after` are the arguments; of a secret one the keys are not told.
 */
export function detailedDiff(
  { fields, replaces = [] }: Difference,
  before: Props,
  after: Props,
  secrets: readonly string[] = [],
): Map<string, FieldDifference> {
  return new Map(
    [...new Set([...fields, ...replaces])].flatMap((field) => {
      const whole = { path: field, was: before[field], is: after[field] };
      const byInput = !same(whole.was, whole.is);
      const keys = byInput && !secrets.includes(field) ? keysThatDiffer(whole) : [];
      return (keys.length > 0 ? keys : [whole]).map(({ path, was, is }) => {
        const kind = kindOf(was, is);
        return [path, { kind, replaces: replaces.includes(field), byInput }] as const;
      });
    }),
  );
}

/** What no argument says, the image has of itself: its status. */
function kindOf(was: unknown, is: unknown): FieldDifference["kind"] {
  if (is === undefined) return was === undefined ? "UPDATE" : "DELETE";
  return was === undefined ? "ADD" : "UPDATE";
}

interface Part {
  readonly path: string;
  readonly was: unknown;
  readonly is: unknown;
}

/** None where the two are not records, or a key cannot be written in a path. */
function keysThatDiffer({ path: field, was, is }: Part): Part[] {
  if (!isRecord(was) || !isRecord(is)) return [];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (key) => !same(was[key], is[key]),
  );
  if (keys.some((key) => key.includes("\\"))) return [];
  return keys.map((key) => ({ path: pathOf(field, key), was: was[key], is: is[key] }));
}

/** As the engine reads it (sdk/go/common/resource/properties_path.go). */
function pathOf(field: string, key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${field}.${key}` : `${field}["${key.replaceAll('"', '\\"')}"]`;
}

function isRecord(value: unknown): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
