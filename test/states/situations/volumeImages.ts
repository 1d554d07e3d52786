import type { CloudName } from "../../../local-cloud";
import { ids } from "../subjects";
import {
  byHand,
  cutOff,
  cutOffNever,
  finished,
  imported,
  lookedUp,
  notTakenOver,
  on,
  type Situation,
  type Told,
  takenBack,
  updateRefused,
} from "./situation";

const unseen: Told = {
  name: "unseen",
  about: "the time was up before the cloud showed it",
  settings: { exportSeconds: 600, listDelaySeconds: 40 },
  play: cutOff,
};

export const ofVolumes = (profile: CloudName): Situation[] => {
  const inPlace =
    profile === "openstack"
      ? { visibility: "private", protected: false, hidden: false, minDiskGiB: 40 }
      : { maxRamMiB: 4096, ...(profile === "otc-swiss" ? {} : { enterpriseProjectId: "0" }) };
  const patch = profile === "openstack" ? "glance.updateImage" : "ims.updateImage";
  const odd = profile === "openstack" ? "=x" : `${"k".repeat(37)}=v`;
  const image = { profile, ...byHand, tags: ["team=lab"] };
  return on("VolumeImage", profile, [
    finished({
      ...{ description: "weekly", tags: { team: "lab" }, minRamMiB: 1024, firmwareType: "uefi", ...inPlace },
      ...{ timeouts: { delete: "5m" }, triggers: ["1.0"] },
    }),
    {
      name: "unfinished",
      about: "the time was up while the cloud saved it",
      settings: { exportSeconds: 600 },
      play: cutOff,
    },
    // Glance has the image when the create is answered.
    ...(profile === "openstack" ? [] : [unseen]),
    {
      name: "killed",
      about: "the copy has failed, and the cloud shows its image as killed",
      settings: { outcome: "killed" },
      play: cutOffNever,
    },
    {
      name: "vanished",
      about: "the copy has failed, and its image is gone",
      settings: { outcome: "gone" },
      play: cutOffNever,
    },
    {
      name: "stuck",
      about: "the copy has ended, and its image stays unfinished for ever",
      settings: { outcome: "stuck" },
      play: cutOffNever,
    },
    {
      name: "deactivated",
      about: "somebody has deactivated it while it was made",
      settings: { outcome: "deactivated" },
      play: cutOffNever,
    },
    notTakenOver(patch),
    updateRefused(patch, { description: "daily", name: "silver" }),
    takenBack,
    imported(
      "imported",
      "made by hand, imported, not marked yet",
      { volumeId: ids.volume },
      {
        things: [["addImage", image]],
      },
    ),
    imported(
      "imported-odd-tag",
      "made by hand, imported with a tag that no program can say",
      { volumeId: ids.volume },
      {
        things: [["addImage", { ...image, tags: ["team=lab", odd] }]],
      },
    ),
    imported(
      "imported-marked",
      "made by hand, imported and marked at once",
      { volumeId: ids.volume },
      {
        things: [["addImage", image]],
        takeOver: true,
      },
    ),
    lookedUp(byHand.id, [["addImage", image]]),
  ]);
};
