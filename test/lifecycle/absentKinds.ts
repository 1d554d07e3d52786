import type { NewFault } from "../../local-cloud";
import type { Props } from "../../provider/lifecycle/state/inputs";
import { type Lab, openLab } from "./harness/lab";
import type { Stack } from "./harness/stack";
import { jobImage, type Subject, template, volumeImageOn } from "./harness/subjects";

/**
 * A kind of image on a cloud, and the calls by which that cloud shows whether one exists: by its id, and by the list of
 * all.
 */
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

function kind(subject: Subject, calls: typeof ims | typeof glance | typeof zstack): Kind {
  return {
    name: subject.name,
    async open() {
      const settings = { exportSeconds: 20, jobSeconds: 20, templateSeconds: 20 };
      const lab = await openLab(subject, { settings });
      return {
        lab,
        args: lab.args(),
        stack: lab.stack,
        there: () => lab.existing().map(({ id }) => id),
        lose: (id) => (subject === template ? lab.cloud.removeTemplate(id) : lab.cloud.removeImage(id)),
        ...calls,
      };
    },
  };
}

export const kinds: readonly Kind[] = [
  kind(volumeImageOn("otc"), ims),
  kind(volumeImageOn("huaweicloud"), ims),
  kind(volumeImageOn("openstack"), glance),
  kind(jobImage("otc", "a server"), ims),
  kind(jobImage("huaweicloud", "an object"), ims),
  kind(template, zstack),
];
