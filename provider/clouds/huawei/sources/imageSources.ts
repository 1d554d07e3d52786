import type { z } from "zod";
import type { Caller, CallOptions } from "../../../http/call";
import type { Backup, Quota, Server, Vault } from "../../imageJobs";
import type { Service, Session } from "../../keystone/session";
import { unlessNotFound } from "../../unlessNotFound";
import { CbrBackupAnswer, CbrBackupsAnswer, CsbsBackupAnswer, fromCbrBackup, fromCsbsBackup } from "./backup";
import { imageQuotaIn, QuotaAnswer } from "./quota";
import { fromServer, ServerAnswer } from "./server";
import { fromVault, holds, VaultAnswer, VaultsAnswer } from "./vault";

/**
 * Reads what images are made from, and the room that is left for them. Nothing here changes anything
 * (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects).
 */
export function imageSources(caller: Caller, session: Session) {
  return { imageQuota, showServer, showVault, vaultsOf, showCbrBackup, isSharedWithUs, showCsbsBackup };

  /** `GET /v1/cloudimages/quota`. */
  async function imageQuota(options?: CallOptions): Promise<Quota | undefined> {
    const url = new URL(`${await session.endpoint("image")}/v1/cloudimages/quota`);
    const answer = await get("show the quota of images", url, QuotaAnswer, options);
    return answer && imageQuotaIn(answer);
  }

  /** `GET /v1/{project}/cloudservers/{id}`. */
  async function showServer(id: string, options?: CallOptions): Promise<Server | undefined> {
    const url = await inProject("compute", "v1", `/cloudservers/${encodeURIComponent(id)}`);
    const answer = await get(`show server ${id}`, url, ServerAnswer, options);
    return answer && fromServer(answer);
  }

  /** `GET /v3/{project}/vaults/{id}`. */
  async function showVault(id: string, options?: CallOptions): Promise<Vault | undefined> {
    const url = await inProject("backup", "v3", `/vaults/${encodeURIComponent(id)}`);
    const answer = await get(`show vault ${id}`, url, VaultAnswer, options);
    return answer && fromVault(answer.vault);
  }

  async function vaultsOf(serverId: string, options?: CallOptions): Promise<Vault[]> {
    const url = await inProject("backup", "v3", "/vaults");
    url.searchParams.set("resource_ids", serverId);
    const call = {
      what: `list vaults of server ${serverId}`,
      method: "GET",
      url,
      answer: VaultsAnswer,
    } as const;
    const { vaults } = await caller.call(call, options);
    return vaults.filter((vault) => holds(vault, serverId)).map(fromVault);
  }

  /** `GET /v3/{project}/backups/{id}`. */
  async function showCbrBackup(id: string, options?: CallOptions): Promise<Backup | undefined> {
    const url = await inProject("backup", "v3", `/backups/${encodeURIComponent(id)}`);
    const answer = await get(`show CBR backup ${id}`, url, CbrBackupAnswer, options);
    return answer && fromCbrBackup(answer);
  }

  /**
   * Shared backups have a list of their own (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects);
   * the backup itself may name its project, too.
   */
  async function isSharedWithUs(
    { id, serverId, projectId }: Backup,
    options?: CallOptions,
  ): Promise<boolean> {
    if (projectId !== undefined && projectId !== (await session.projectId())) return true;
    const url = await inProject("backup", "v3", "/backups");
    url.searchParams.set("own_type", "shared");
    if (serverId !== undefined) url.searchParams.set("resource_id", serverId);
    const what = `list the backups that are shared with this project`;
    const { backups } = await caller.call({ what, method: "GET", url, answer: CbrBackupsAnswer }, options);
    return backups.some((backup) => backup.id === id);
  }

  /** `GET /v1/{project}/checkpoint_items/{id}`. */
  async function showCsbsBackup(id: string, options?: CallOptions): Promise<Backup | undefined> {
    const url = await inProject("serverBackup", "v1", `/checkpoint_items/${encodeURIComponent(id)}`);
    const answer = await get(`show CSBS backup ${id}`, url, CsbsBackupAnswer, options);
    return answer && fromCsbsBackup(answer);
  }

  function get<Answer>(
    what: string,
    url: URL,
    answer: z.ZodType<Answer>,
    options?: CallOptions,
  ): Promise<Answer | undefined> {
    return unlessNotFound(caller.call({ what, method: "GET", url, answer }, options));
  }

  async function inProject(service: Service, version: string, path: string): Promise<URL> {
    return new URL(`${await session.endpoint(service)}/${version}/${await session.projectId()}${path}`);
  }
}
