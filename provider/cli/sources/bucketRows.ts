import type { Cloud } from "../../clouds/cloud";
import { explain } from "../../http/errors";
import { inChunks } from "../../polling/pollInParts";
import { judgeBucket } from "../../resources/preflight/object";
import { attempt } from "../attempt";
import type { TellIfSlow } from "../progress";
import type { Judged } from "./source";
import type { Stock } from "./stock";

/** Buckets that are looked at together. */
const AT_ONCE = 10;

/**
 * The buckets of the account, each with the reasons why no image can be made of what lies in it. Their storage classes are in no list,
 * and are asked for where the region is right.
 */
export async function bucketRows(
  cloud: Cloud,
  stock: Stock,
  chosen: (name: string) => boolean,
  told: TellIfSlow,
): Promise<readonly Judged[]> {
  const { items } = await stock.buckets();
  const { region: ours } = await cloud.location();
  const wanted = items.filter(({ name }) => chosen(name));
  return told("asks for the storage classes of the buckets", allRows());

  async function allRows(): Promise<Judged[]> {
    const rows: Judged[] = [];
    for (const chunk of inChunks(wanted, AT_ONCE)) rows.push(...(await Promise.all(chunk.map(rowOf))));
    return rows;
  }

  async function rowOf({ name, region }: { name: string; region: string | undefined }): Promise<Judged> {
    const isElsewhere = region !== undefined && region !== ours;
    const seen = await attempt(async () =>
      isElsewhere ? { region, storageClass: "STANDARD" } : await cloud.imageJobs?.showBucket(name),
    );
    const bucket = "error" in seen ? undefined : seen.value;
    const reasons = bucket === undefined ? [] : judgeBucket(name, bucket, ours).map(({ text }) => text);
    return {
      source: {
        id: name,
        name,
        sizeBytes: undefined,
        state: isElsewhere ? (region ?? "") : (bucket?.storageClass ?? "?"),
        args: {},
        facts: { region: region ?? null },
      },
      verdict: {
        exportable: reasons.length === 0,
        needs: undefined,
        waitsFor: undefined,
        reasons,
        notes: "error" in seen ? [explain(seen.error)] : [],
      },
    };
  }
}
