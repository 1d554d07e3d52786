import type { NewFault } from "../../local-cloud";
import type { Props } from "../../provider/lifecycle/state/inputs";
import { type Lab, openLab } from "./harness/lab";
import { Stack } from "./harness/stack";
import { openJobLab } from "./jobs/jobLab";
import { openTemplateLab } from "./templates/templateLab";

/** A kind of image on a cloud, and how that cloud is asked whether one is there: by its id, and by the list of all. */
export interface Kind {
  readonly name: string;
  open(): Promise<Opened>;
}

export interface Opened {
  readonly lab: Lab;
  readonly args: Props;
  stack(name?: string): Stack;
  /** Ids of those that are there. */
  there(): string[];
  /** Somebody else deletes it. */
  lose(id: string): void;
  readonly show: Pick<NewFault, "route" | "query">;
  readonly list: Pick<NewFault, "route" | "query">;
  readonly remove: string;
  /** What the service itself answers for an image that it does not have. */
  readonly absent: { readonly status: number; readonly body?: unknown };
  readonly emptyList: object;
  /** … and for a delete of it. */
  readonly unknown: { readonly status: number; readonly body?: unknown };
}

const ims = {
  show: { route: "ims.listImages", query: "id" },
  list: { route: "ims.listImages", query: "!id" },
  remove: "ims.deleteImage",
  absent: { status: 200, body: { images: [] } },
  emptyList: { images: [] },
  unknown: { status: 404 },
};

const glance = {
  show: { route: "glance.showImage" },
  list: { route: "glance.listImages" },
  remove: "glance.deleteImage",
  absent: { status: 404 },
  emptyList: { images: [] },
  unknown: { status: 404 },
};

const zstack = {
  show: { route: "zstack.queryImages", query: "!start" },
  list: { route: "zstack.queryImages", query: "start" },
  remove: "zstack.deleteImage",
  absent: { status: 200, body: { inventories: [] } },
  emptyList: { inventories: [] },
  unknown: {
    status: 503,
    body: { error: { code: "SYS.1003", description: "x", details: "image not found" } },
  },
};

function volumeImages(profile: "otc" | "huaweicloud" | "openstack"): Kind {
  return {
    name: `a VolumeImage on ${profile}`,
    async open() {
      const lab = await openLab(profile, { settings: { exportSeconds: 20 } });
      const args = { name: "golden", volumeId: lab.volume.id };
      const calls = profile === "openstack" ? glance : ims;
      return { lab, args, stack: (name) => new Stack(name), ...imagesOf(lab), ...calls };
    },
  };
}

function jobImages(profile: "otc" | "huaweicloud", origin: "a server" | "an object"): Kind {
  return {
    name: `${origin === "a server" ? "a FullEcsImage" : "a DataImage"} on ${profile}`,
    async open() {
      const lab = await openJobLab(profile, origin, { settings: { jobSeconds: 20 } });
      return { lab, args: lab.args(), stack: (name) => lab.stack(name), ...imagesOf(lab), ...ims };
    },
  };
}

const templates: Kind = {
  name: "a DataVolumeTemplate",
  async open() {
    const lab = await openTemplateLab({ settings: { templateSeconds: 20 } });
    return {
      lab,
      args: lab.args(),
      stack: (name) => lab.stack(name),
      there: () => lab.live().map(({ uuid }) => uuid),
      lose: (id) => lab.cloud.removeTemplate(id),
      ...zstack,
    };
  },
};

export const kinds: readonly Kind[] = [
  volumeImages("otc"),
  volumeImages("huaweicloud"),
  volumeImages("openstack"),
  jobImages("otc", "a server"),
  jobImages("huaweicloud", "an object"),
  templates,
];

function imagesOf({ cloud }: Lab): Pick<Opened, "there" | "lose"> {
  return { there: () => cloud.images().map(({ id }) => id), lose: (id) => cloud.removeImage(id) };
}
