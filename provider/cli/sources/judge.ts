import type { Cloud } from "../../clouds/cloud";
import type { Finding } from "../../resources/preflight/finding";
import { probeAll } from "../../resources/preflight/probe";
import { probeQuota } from "../../resources/preflight/quota";
import type { CommonArgs } from "../../resources/resource";
import type { Group } from "./groups";
import type { Source, Verdict } from "./source";

/** The arguments that name a source, without those that have to be chosen besides. */
const ofSource = /^(volumeId|snapshotUuid|source)(\.(?!vaultId)|$)/;

/**
 * What an `up` would say of the source: the rules of its resource, its preflight, and whether a create waits. `listed` answers out
 * of the lists.
 */
export async function judge(listed: Cloud, group: Group, source: Source): Promise<Verdict> {
  const plain = await tried(source.args);
  const busy = plain.reasons.length === 0 ? await waitsFor(listed, group, source) : undefined;
  const { alternative } = group;
  if (plain.reasons.length === 0 || alternative === undefined)
    return { ...plain, exportable: plain.reasons.length === 0, needs: undefined, waitsFor: busy };
  const other = await tried({ ...source.args, ...alternative.args });
  const helps = other.reasons.length === 0;
  return {
    exportable: false,
    needs: helps ? alternative.text : undefined,
    waitsFor: undefined,
    reasons: plain.reasons,
    notes: helps ? other.notes : plain.notes,
  };

  async function tried(given: Source["args"]): Promise<Pick<Verdict, "reasons" | "notes">> {
    const args = given as unknown as CommonArgs;
    const issues = group.resource
      .rules(args, listed.profile)
      .filter(({ property }) => ofSource.test(property));
    const findings = await group.resource.preflight(listed, args, {});
    const texts = (severity: Finding["severity"]) =>
      findings.filter((one) => one.severity === severity).map(({ text }) => text);
    return { reasons: [...issues.map(({ reason }) => reason), ...texts("wrong")], notes: texts("note") };
  }
}

async function waitsFor(listed: Cloud, { resource }: Group, { args }: Source): Promise<string | undefined> {
  const seen = await resource.source.read?.(listed, args as unknown as CommonArgs, {});
  return seen?.state === "busy" ? seen.step : undefined;
}

/** Why no image at all can be made now, of whatever source: the quota is used up. */
export async function quotaReasons(cloud: Cloud): Promise<readonly string[]> {
  const findings = await probeAll(probeQuota(cloud), cloud, {});
  return findings.filter(({ severity }) => severity === "wrong").map(({ text }) => text);
}
