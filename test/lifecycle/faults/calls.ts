import type { Settings } from "../../../local-cloud";
import type { Subject } from "../harness/subjects";
import type { ScenarioName } from "./scenarios";

/** The calls that an operation makes beside those of signing in: all of them. */
interface Calls {
  readonly all: readonly string[];
  /** Those that faults are played at, where the others fail in another scenario just so. */
  readonly faulted?: readonly string[];
  readonly settings?: Partial<Settings>;
}
type CallsByScenario = Partial<Record<ScenarioName, Calls>>;

/** The scenarios of a subject, and what each of them calls. */
export function callsOf(subject: Subject): CallsByScenario {
  if (subject.madeBy === "template") return templates;
  if (subject.madeBy === "job") return jobs(subject);
  return subject.profile === "openstack" ? exportsOnOpenstack : exportsOnHuawei;
}

const removal = ["ims.listImages", "ims.listTags", "ims.deleteImage"];
const made = ["ims.listImages", "evs.showVolume", "evs.uploadImage"];
const changed = ["ims.tagAction", "ims.updateImage"];

const exportsOnHuawei: CallsByScenario = {
  create: { all: [...made, ...changed] },
  "failed create": { all: made, faulted: [] },
  resume: { all: ["ims.listImages", "evs.showVolume", ...changed] },
  // Lists show old tags for so long that the image's own tags are read.
  update: {
    all: ["ims.listImages", "ims.listTags", ...changed],
    settings: { tagDelaySeconds: 3600 },
  },
  refresh: { all: ["ims.listImages"] },
  delete: { all: removal },
  // Its end is waited for, so the volume is looked at.
  "delete of an unfinished image": { all: [...removal, "evs.showVolume"] },
};

const exported = ["glance.listImages", "cinder.showVolume", "cinder.uploadImage", "glance.showImage"];

const exportsOnOpenstack: CallsByScenario = {
  create: { all: [...exported, "glance.updateImage"] },
  "failed create": { all: [...exported, "cinder.listMessages"], faulted: ["cinder.listMessages"] },
  resume: { all: ["glance.showImage", "cinder.showVolume", "glance.updateImage"] },
  update: { all: ["glance.showImage", "glance.addTag", "glance.updateImage"] },
  refresh: { all: ["glance.showImage"] },
  delete: { all: ["glance.showImage", "glance.deleteImage"] },
  "delete of an unfinished image": { all: ["glance.showImage", "glance.deleteImage"] },
};

function jobs({ routes, origin }: Subject): CallsByScenario {
  const create = ["ims.listImages", routes.create, ...routes.job];
  const [, kind = ""] = /^a (CBR|CSBS) backup$/.exec(origin ?? "") ?? [];
  const backup = kind && `${kind.toLowerCase()}.showBackup`;
  return {
    create: { all: [...create, "ims.tagAction"] },
    "failed create": { all: create, faulted: ["ims.listImages", ...routes.job] },
    resume: { all: ["ims.listImages", ...routes.job, ...changed] },
    update: { all: ["ims.listImages", ...changed] },
    refresh: { all: ["ims.listImages"] },
    delete: { all: removal },
    "delete of an unfinished image": { all: [...removal, ...routes.job] },
    ...(backup && { "delete with its backup": { all: [...removal, backup], faulted: [backup] } }),
  };
}

const found = ["zstack.queryImages", "zstack.queryUserTags"];
const job = "zstack.showJob";
const claimed = ["zstack.createUserTag", "zstack.deleteTag"];
const action = "zstack.imageAction";

const templates: CallsByScenario = {
  create: { all: [...found, "zstack.createTemplate", job, ...claimed] },
  resume: { all: [...found, job, action, ...claimed], faulted: [...found, job] },
  update: { all: [...found, job, action, ...claimed] },
  refresh: { all: found },
  delete: { all: [...found, job, "zstack.deleteImage"] },
  "delete with expunge": {
    all: [...found, job, "zstack.deleteImage", action],
    faulted: ["zstack.deleteImage", action],
  },
};
