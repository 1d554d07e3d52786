import type { CloudName, TemplateView } from "../../../local-cloud";
import type { Props } from "../../../provider/lifecycle/state/inputs";
import { dataVolumeTemplate } from "../../../provider/resources/dataVolumeTemplate";
import { type Lab, type LabOptions, openLab } from "../harness/lab";
import { Stack } from "../harness/stack";

/** A ZStack with a snapshot and two backup storages. */
export interface TemplateLab extends Lab {
  readonly storages: readonly [string, string];
  args(more?: Props): Props;
  stack(name?: string): Stack;
  /** The templates that are there: not deleted. */
  live(): TemplateView[];
}

export async function openTemplateLab(
  { settings, ...options }: LabOptions = {},
  open: (profile: CloudName, options: LabOptions) => Promise<Lab> = openLab,
): Promise<TemplateLab> {
  const lab = await open("zstack", { settings: { templateSeconds: 30, ...settings }, ...options });
  const { cloud } = lab;
  const snapshotUuid = cloud.addSnapshot().uuid;
  const storages = [cloud.addBackupStorage().uuid, cloud.addBackupStorage().uuid] as const;
  return {
    ...lab,
    storages,
    creates: () => lab.wire().filter((route) => route === "zstack.createTemplate").length,
    args: (more = {}) => ({ name: "golden", snapshotUuid, backupStorageUuids: [...storages], ...more }),
    stack: (name = "golden") => new Stack(name, dataVolumeTemplate),
    live: () => cloud.templates().filter(({ status }) => status !== "Deleted"),
  };
}
