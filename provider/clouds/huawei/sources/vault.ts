import { z } from "zod";
import type { Vault } from "../../imageJobs";
import { wireFlag } from "../../wireFlag";

const WireVault = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  billing: z.looseObject({
    status: z.string(),
    object_type: z.string().nullish(),
    /** GB, as is what is allocated; `used` is in MB. */
    size: z.number().nullish(),
    allocated: z.number().nullish().catch(undefined),
    used: z.number().nullish(),
  }),
  auto_expand: wireFlag.catch(undefined),
  resources: z.array(z.looseObject({ id: z.string(), protect_status: z.string().nullish() })).nullish(),
});

type Wire = z.output<typeof WireVault>;

/**
 * `GET /v3/{project}/vaults/{id}` and `GET /v3/{project}/vaults`
 * (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects).
 */
export const VaultAnswer = z.looseObject({ vault: WireVault });
export const VaultsAnswer = z.looseObject({ vaults: z.array(WireVault) });

export function fromVault(wire: Wire): Vault {
  return {
    id: wire.id,
    name: wire.name ?? "",
    status: wire.billing.status.toLowerCase(),
    objectType: wire.billing.object_type ?? "",
    sizeGiB: wire.billing.size ?? undefined,
    usedMiB: wire.billing.used ?? undefined,
    allocatedGiB: wire.billing.allocated ?? undefined,
    expands: wire.auto_expand ?? false,
    resources: (wire.resources ?? []).map(({ id, protect_status }) => ({ id, status: protect_status ?? "" })),
  };
}

/**
 * Whether a listed vault holds the server: a gateway may not know the list's filter. A vault that does not show what it
 * holds counts.
 */
export function holds(wire: Wire, serverId: string): boolean {
  return wire.resources?.some(({ id }) => id === serverId) ?? true;
}
