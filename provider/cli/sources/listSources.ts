import type { Cloud } from "../../clouds/cloud";
import { CloudError, explain } from "../../http/errors";
import { fits } from "../../lifecycle/find/matching";
import type { CommandContext } from "../commandContext";
import { reportIfSlow, type TellIfSlow } from "../progress";
import { bucketRows } from "./bucketRows";
import { type Group, groups, type Kind, kindsOf, objectsIn } from "./groups";
import { judge, quotaReasons } from "./judge";
import { type ListedPlace, listedCloud } from "./listedCloud";
import type { Judged } from "./source";
import { type Stock, stockOf } from "./stock";

/** What is asked for. */
export interface Wanted {
  /** Undefined: all that the cloud has. */
  readonly kind: Kind | undefined;
  readonly bucket: string | undefined;
  /** `*` stands for any text, `?` for one character. */
  readonly name: string | undefined;
  readonly exportable: boolean;
}

/** The sources of one service, or the buckets. */
export interface Section {
  readonly group: Group | "buckets";
  readonly rows: readonly Judged[];
}

export interface Sections {
  readonly sections: readonly Section[];
  /** Why no image can be made now, of whatever source. */
  readonly blocked: readonly string[];
  /** What could not be listed, and why. */
  readonly problems: readonly { readonly kind: Kind; readonly text: string }[];
}

/** Lists and judges. One service that refuses does not hide the others. */
export async function listSources(cloud: Cloud, wanted: Wanted, context: CommandContext): Promise<Sections> {
  const stock = stockOf(cloud, context);
  const place = wanted.bucket === undefined ? undefined : { bucket: wanted.bucket, prefix: prefixOf(wanted) };
  const listed = listedCloud(cloud, stock, place);
  const asked = groupsOf(cloud, wanted.kind, place);
  const told = <Result>(what: string, work: Promise<Result>) =>
    reportIfSlow(context, `${what} of cloud "${cloud.name}"`, work);
  const blocking = told("reads the quota", quotaReasons(cloud));
  const results = await Promise.all(
    asked.map(async (group) => {
      const kind = group === "buckets" ? "objects" : group.kind;
      try {
        const { rows, unreadable } =
          group === "buckets"
            ? { rows: await bucketRows(cloud, stock, chosen(wanted), told), unreadable: 0 }
            : await judgedRows(listed, group, stock, wanted, told);
        const text = `${unreadable} of the cloud's ${kind} are left out: its answer lacks what every one has`;
        return { section: { group, rows }, problem: unreadable === 0 ? undefined : { kind, text } };
      } catch (error) {
        if (!(error instanceof CloudError)) throw error;
        return { problem: { kind, text: explain(error) } };
      }
    }),
  );
  const blocked = await blocking;
  const sections = results.flatMap(({ section }) => section ?? []);
  return {
    sections: sections.map((one) => shown(one, blocked, wanted)),
    blocked,
    problems: results.flatMap(({ problem }) => problem ?? []),
  };
}

function groupsOf(
  { sourceLists }: Cloud,
  kind: Kind | undefined,
  place: ListedPlace | undefined,
): readonly (Group | "buckets")[] {
  const usual = groups.filter(
    (group) => (kind === undefined || group.kind === kind) && sourceLists[group.from] !== undefined,
  );
  const hasObjects = (kind ?? "objects") === "objects" && kindsOf(sourceLists).includes("objects");
  if (!hasObjects) return usual;
  return [...usual, place === undefined ? "buckets" : objectsIn(place)];
}

async function judgedRows(listed: Cloud, group: Group, stock: Stock, wanted: Wanted, told: TellIfSlow) {
  const { items, unreadable } = await group.list(stock);
  const judged = async () => {
    const rows: Judged[] = [];
    for (const source of items.filter(({ name }) => chosen(wanted)(name)))
      rows.push({ source, verdict: await judge(listed, group, source) });
    return rows;
  };
  return { rows: await told(`checks the ${group.kind}`, judged()), unreadable };
}

function shown({ group, rows }: Section, blocked: readonly string[], { exportable }: Wanted): Section {
  const judged =
    blocked.length === 0 || group === "buckets" ? rows : rows.map((row) => refused(row, blocked));
  return { group, rows: exportable ? judged.filter(({ verdict }) => verdict.exportable) : judged };
}

function refused({ source, verdict }: Judged, blocked: readonly string[]): Judged {
  const reasons = [...verdict.reasons, ...blocked];
  return {
    source,
    verdict: { ...verdict, exportable: false, needs: undefined, waitsFor: undefined, reasons },
  };
}

function chosen({ name: pattern }: Wanted): (name: string) => boolean {
  return (name) => pattern === undefined || fits(pattern, name);
}

/** What all keys that fit begin with: a bucket may have millions of others. */
function prefixOf({ name = "" }: Wanted): string {
  return /^[^*?]*/.exec(name)?.[0] ?? "";
}
