import type { BackupStorage, Snapshot, Templates } from "../../clouds/templates";
import { type Finding, wrong } from "./finding";
import type { ProbeResult } from "./probe";

export interface TemplateSource {
  readonly snapshotUuid: string;
  readonly backupStorageUuids: readonly string[];
}

/**
 * ZStack checks the storages only after it has made a temporary template, which may take hours
 * (docs/vendors/zstack.md#creating-a-template).
 */
export function probeTemplateSource(templates: Templates, source: TemplateSource): ProbeResult {
  return [
    {
      subject: `volume snapshot ${source.snapshotUuid}`,
      async run(options) {
        const snapshot = await templates.showSnapshot(source.snapshotUuid, options);
        const findings = judgeSnapshot(source.snapshotUuid, snapshot);
        return [
          ...findings,
          {
            subject: "the backup storages",
            run: async (options) =>
              judgeStorages(
                source.backupStorageUuids,
                await templates.backupStorages(source.backupStorageUuids, options),
                snapshot?.sizeBytes,
              ),
          },
        ];
      },
    },
  ];
}

export function judgeSnapshot(uuid: string, snapshot: Snapshot | undefined): Finding[] {
  if (snapshot === undefined) return [wrong(`there is no volume snapshot ${uuid}`)];
  const findings: Finding[] = [];
  if (snapshot.status !== "Ready")
    findings.push(wrong(`volume snapshot ${uuid} is ${snapshot.status}; it must be Ready`));
  if (snapshot.state !== "Enabled")
    findings.push(wrong(`volume snapshot ${uuid} is ${snapshot.state}; it must be Enabled`));
  return findings;
}

export function judgeStorages(
  uuids: readonly string[],
  storages: readonly BackupStorage[],
  neededBytes: number | undefined,
): Finding[] {
  return uuids.flatMap((uuid) => {
    const storage = storages.find((one) => one.uuid === uuid);
    return storage === undefined
      ? [wrong(`there is no backup storage ${uuid}`)]
      : judgeStorage(storage, neededBytes);
  });
}

/** What ZStack's allocator requires: space for the data and a reserve of 1 GiB (BackupStorageMainAllocatorFlow.java). */
function judgeStorage(
  { uuid, name, status, state, availableBytes }: BackupStorage,
  neededBytes: number | undefined,
): Finding[] {
  const which = `backup storage ${name === "" ? uuid : `${name} (${uuid})`}`;
  const findings: Finding[] = [];
  if (status !== "Connected") findings.push(wrong(`${which} is ${status}; it must be Connected`));
  if (state !== "Enabled") findings.push(wrong(`${which} is ${state}; it must be Enabled`));
  const needed = (neededBytes ?? 0) + RESERVE_BYTES;
  if (availableBytes !== undefined && availableBytes < needed) {
    const [left, least] = [gib(availableBytes, Math.floor), gib(needed, Math.ceil)];
    findings.push(wrong(`${which} has ${left} GiB left; the template needs ${least} GiB`));
  }
  return findings;
}

const RESERVE_BYTES = 2 ** 30;
/** To one decimal place; rounded so that too little never looks like enough. */
const gib = (bytes: number, round: (value: number) => number) => round((bytes / 2 ** 30) * 10) / 10;
