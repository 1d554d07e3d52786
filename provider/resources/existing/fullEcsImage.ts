import { differencesOf } from "../../clouds/huawei/differences";
import { uuid } from "../arguments/sharedFields";
import { jobsOf } from "../jobImage";
import type { Existing } from "../resource";
import { originOf } from "./originOf";

interface KnownArgs {
  readonly source: {
    readonly instanceId?: string | undefined;
    readonly vaultId?: string | undefined;
    readonly csbsBackupId?: string | undefined;
    readonly cbrBackupId?: string | undefined;
  };
}

const parts = ["instanceId", "vaultId", "csbsBackupId", "cbrBackupId"];

/** IMS writes "server_backup" for CSBS and CBR backups: only their services know which of the two it is. */
export const existingFullEcsImage: Existing<KnownArgs> = {
  sourceField: "source",
  sourceForm: "instanceId=…,vaultId=… or csbsBackupId=… or cbrBackupId=…",

  sourceFrom(text) {
    const pairs = text.split(",").map((part) => part.split("="));
    const fits = pairs.every(
      ([key = "", id = "", more]) => parts.includes(key) && uuid.safeParse(id).success && more === undefined,
    );
    return fits ? { source: Object.fromEntries(pairs) } : undefined;
  },

  sourceText: ({ source }) =>
    Object.entries(source)
      .map(([key, id]) => `${key}=${id}`)
      .join(","),

  async argsFrom(cloud, image, given, options) {
    const origin = originOf(image, ["instance", "server_backup"]);
    if (given.source !== undefined) return {}; // reading backups needs a permission that not everybody has
    if (origin?.word === "instance") return { source: { instanceId: origin.rest } };
    const backup = origin?.rest ?? image.backupId;
    if (backup === undefined) return {};
    const jobs = jobsOf(cloud);
    if ((await jobs.showCbrBackup(backup, options)) !== undefined) return { source: { cbrBackupId: backup } };
    const hasCsbs = differencesOf(cloud.profile)?.csbs === true;
    const isCsbs = hasCsbs && (await jobs.showCsbsBackup(backup, options)) !== undefined;
    return isCsbs ? { source: { csbsBackupId: backup } } : {};
  },
};
