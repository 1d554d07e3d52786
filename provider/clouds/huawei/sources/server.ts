import { z } from "zod";
import type { Server } from "../../imageJobs";

/**
 * `GET /v1/{project}/cloudservers/{id}` (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects,
 * elastic-cloud-server, "Querying Details About an ECS").
 */
export const WireServer = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  status: z.string(),
  "OS-EXT-STS:task_state": z.string().nullish(),
  metadata: z.looseObject({ os_type: z.string().nullish() }).nullish(),
  "os-extended-volumes:volumes_attached": z.array(z.looseObject({ id: z.string() })).nullish(),
});

export const ServerAnswer = z.looseObject({ server: WireServer });

/** `GET /v1/{project}/cloudservers/detail` ("Listing Details About ECSs"). */
export const ServerPage = z.looseObject({
  servers: z.array(z.unknown()),
  count: z.number().optional().catch(undefined),
});

export function fromServer({ server }: z.output<typeof ServerAnswer>): Server {
  return {
    id: server.id,
    name: server.name ?? "",
    status: server.status.toUpperCase(),
    task: server["OS-EXT-STS:task_state"] || undefined,
    osType: server.metadata?.os_type?.toLowerCase() || undefined,
    volumeIds: (server["os-extended-volumes:volumes_attached"] ?? []).map(({ id }) => id),
  };
}
