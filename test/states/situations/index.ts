import { ofBackups, ofObjects, ofServers } from "./jobImages";
import type { Situation } from "./situation";
import { ofSnapshots } from "./templates";
import { ofVolumes } from "./volumeImages";

export type { Situation } from "./situation";

/** Where a cloud differs from its family by addresses and words alone. */
const few = ({ name }: Situation) => ["finished", "unfinished", "known-by-job", "imported"].includes(name);

/** On every kind of cloud; all of them where one of the family stands for the others. */
export const situations: readonly Situation[] = [
  ...ofVolumes("otc"),
  ...ofVolumes("openstack"),
  ...[...ofVolumes("otc-swiss"), ...ofVolumes("huaweicloud")].filter(few),
  ...ofServers("otc"),
  ...[...ofServers("otc-swiss"), ...ofServers("huaweicloud")].filter(few),
  ...ofBackups,
  ...ofObjects("huaweicloud"),
  ...[...ofObjects("otc"), ...ofObjects("otc-swiss")].filter(few),
  ...ofSnapshots,
];
