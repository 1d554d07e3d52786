import type { z } from "zod";
import type { Caller, CallOptions } from "../../../http/call";
import type { Backup, Server } from "../../imageJobs";
import type { Service, Session } from "../../keystone/session";
import type { SourcePages } from "../../sources/sourceLists";
import { type Position, sourcePages } from "../../sources/sourcePages";
import {
  CbrBackup,
  CbrBackupPage,
  CsbsBackup,
  CsbsBackupPage,
  fromCbrBackup,
  fromCsbsBackup,
} from "./backup";
import { fromServer, ServerPage, WireServer } from "./server";

/** Servers that are asked for in one page, of 1000 at most: each has some kilobytes. */
const SERVERS = 200;
/** The default of both services of backups, and CBR's largest page. */
const BACKUPS = 1000;

/** Lists servers and backups, each in the vendor's own way of paging (docs/vendors/open-telekom-and-huawei.md#lists-of-sources). */
export function sourceListsOf(caller: Caller, session: Session) {
  return { servers, cbrBackups, csbsBackups };

  /** `GET /v1/{project}/cloudservers/detail`: `offset` is the number of the page. */
  function servers(options?: CallOptions): SourcePages<Server> {
    const how = { shape: WireServer, read: (server: z.output<typeof WireServer>) => fromServer({ server }) };
    return sourcePages(how, async ({ page }) => {
      const query = { limit: SERVERS, offset: page };
      const answer = await ask(
        "list servers",
        "compute",
        "v1/cloudservers/detail",
        query,
        ServerPage,
        options,
      );
      return { items: answer.servers, total: answer.count };
    });
  }

  /** `GET /v3/{project}/backups`: `offset` is the number of those before. Alone it lists no shared ones. */
  function cbrBackups(options?: CallOptions): SourcePages<Backup> {
    const how = { shape: CbrBackup, read: (backup: z.output<typeof CbrBackup>) => fromCbrBackup({ backup }) };
    return sourcePages(how, async ({ before }: Position) => {
      const query = { limit: BACKUPS, offset: before, own_type: "all_granted" };
      const answer = await ask("list CBR backups", "backup", "v3/backups", query, CbrBackupPage, options);
      return { items: answer.backups, total: answer.count };
    });
  }

  /** `GET /v1/{project}/checkpoint_items`: `marker` is the last one before. */
  function csbsBackups(options?: CallOptions): SourcePages<Backup> {
    const how = {
      shape: CsbsBackup,
      read: (backup: z.output<typeof CsbsBackup>) => fromCsbsBackup({ checkpoint_item: backup }),
    };
    return sourcePages(how, async ({ last }) => {
      const query = { limit: BACKUPS, ...(last !== undefined && { marker: last }) };
      const path = "v1/checkpoint_items";
      const answer = await ask("list CSBS backups", "serverBackup", path, query, CsbsBackupPage, options);
      return { items: answer.checkpoint_items };
    });
  }

  async function ask<Answer>(
    what: string,
    service: Service,
    path: `${string}/${string}`,
    query: Readonly<Record<string, string | number>>,
    answer: z.ZodType<Answer>,
    options?: CallOptions,
  ): Promise<Answer> {
    const [version, ...rest] = path.split("/");
    const base = await session.endpoint(service);
    const url = new URL(`${base}/${version}/${await session.projectId()}/${rest.join("/")}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    return caller.call({ what, method: "GET", url, answer }, options);
  }
}
