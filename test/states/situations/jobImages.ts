import type { CloudName } from "../../../local-cloud";
import { failureOf, type Props } from "../outside";
import { ids, subjectOf } from "../subjects";
import {
  cutOff,
  cutOffNever,
  finished,
  imported,
  notTakenOver,
  on,
  type Situation,
  takenBack,
} from "./situation";

/** The image of a job that is listed only when it is ready. */
const late = { jobSeconds: 600, jobImageListedAfterSeconds: 590 };

const failing = {
  jobOutcome: "failed",
  jobErrorCode: "IMG.0057",
  jobFailReason: "in incorrect format",
} as const;

const byJobs = (type: string, profile: CloudName, more: Props, given: Props): Situation[] =>
  on(type, profile, [
    finished({ description: "weekly", tags: { team: "lab" }, maxRamMiB: 4096, ...more }),
    {
      name: "known-by-job",
      about: "the time was up, and only the job is known",
      settings: late,
      play: cutOff,
    },
    {
      name: "unfinished",
      about: "the time was up while the cloud saved it",
      settings: { jobSeconds: 600, jobImageIdEarly: true },
      play: cutOff,
    },
    {
      name: "killed",
      about: "the job has failed, and has left an image that is killed",
      settings: { ...failing, jobImageAfterFailure: "killed" },
      play: cutOffNever,
    },
    {
      name: "left-saving",
      about: "the job has failed, and has left an image that stays unfinished",
      settings: { ...failing, jobImageAfterFailure: "saving" },
      play: cutOffNever,
    },
    {
      name: "failed-later",
      about: "the time was up; then the job has failed, and has left nothing, as the next up has told",
      settings: { ...failing, jobSeconds: 100 },
      async play(stage) {
        const { lab, stack, args } = stage;
        await cutOff(stage);
        await lab.clock.sleep(300_000);
        await failureOf(stack.up(lab.process(), args()));
      },
    },
    {
      name: "job-failed-unexplained",
      about: "the job has failed, and whether it has left an image could not be asked",
      settings: { ...failing, jobImageAfterFailure: "killed" },
      async play({ lab, stack, args }) {
        const fault = { kind: "status", status: 500, times: 1_000 } as const;
        lab.cloud.addFault({ route: "ims.listImages", query: "tag", nth: 2, ...fault });
        await failureOf(stack.up(lab.process(), args()));
        lab.cloud.clearFaults();
      },
    },
    notTakenOver("ims.tagAction"),
    takenBack,
    imported(
      "imported",
      "made by this package, lost by its state, imported again",
      given,
      {},
      ({ lab, stack, args }) => stack.up(lab.process(), args({ tags: { team: "lab" } })),
    ),
  ]);

export const ofServers = (profile: CloudName): Situation[] => {
  const { source } = subjectOf("FullEcsImage", profile).least;
  return byJobs("FullEcsImage", profile, { deleteBackup: true }, { source });
};

export const ofBackups = [
  ...on("FullEcsImage", "otc", [
    {
      ...finished({ source: { csbsBackupId: ids.csbsBackup } }, "finished, of a CSBS backup"),
      name: "of-csbs-backup",
    },
  ]),
  ...on("FullEcsImage", "huaweicloud", [
    {
      ...finished({ source: { cbrBackupId: ids.cbrBackup } }, "finished, of a CBR backup"),
      name: "of-cbr-backup",
    },
  ]),
];

export const ofObjects = (profile: CloudName): Situation[] =>
  byJobs("DataImage", profile, { cmkId: ids.key }, {});
