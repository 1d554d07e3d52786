import { ids } from "../subjects";
import {
  cutOff,
  cutOffNever,
  finished,
  imported,
  lookedUp,
  notTakenOver,
  on,
  takenBack,
  updateRefused,
} from "./situation";

const byHand = {
  uuid: "1a9eb4ad000040008000000000000001",
  name: "by hand",
  url: `volumeSnapshot://${ids.snapshot}`,
  userTags: ["a"],
  backupStorageRefs: [
    { backupStorageUuid: ids.storage, status: "Ready", installPath: "zstore://by/hand.qcow2" },
  ],
};

export const ofSnapshots = on("DataVolumeTemplate", "zstack", [
  finished({
    description: "weekly",
    state: "Disabled",
    userTags: ["a", "b"],
    deleteMode: "Enforcing",
    expunge: true,
  }),
  {
    name: "unfinished",
    about: "the time was up while ZStack made it",
    settings: { templateSeconds: 600 },
    play: cutOff,
  },
  notTakenOver("zstack.createUserTag"),
  {
    name: "lacks-a-copy",
    about: "ready and taken over, but one of its copies has failed",
    source: { failing: "no space left on device" },
    play: cutOffNever,
  },
  updateRefused("zstack.imageAction", { description: "daily", name: "silver" }),
  takenBack,
  imported(
    "imported",
    "made by hand, imported, not marked yet",
    {},
    {
      things: [["addTemplate", byHand]],
      id: byHand.uuid,
    },
  ),
  lookedUp(byHand.uuid, [["addTemplate", byHand]]),
]);
