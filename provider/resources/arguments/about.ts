/** What a resource is, in words: for editors, its reference page and the package schema. */
interface About {
  readonly what: string;
  /** When its create is done, and what becomes of one that is not. */
  readonly done: string;
}

const goesOn = "If the wait ends early, the image is kept, and the next `pulumi up` goes on with it.";

export const about = {
  VolumeImage: {
    what: "An image exported from a volume by `os-volume_upload_image`: EVS on Open Telekom Cloud and Huawei Cloud, which lists the call as deprecated but serves it; Cinder v3 on OpenStack. The volume has to be `available`, or in use with `force`.",
    done: `The create is done when the image is \`active\` and the volume is free again. ${goesOn}`,
  },
  FullEcsImage: {
    what: "An image of a whole server with all its disks, made by a job of the image service: from the server itself, by way of a backup that the cloud takes first, or from a CSBS or CBR backup of it. A backup serves one image. Such an image can be neither exported nor copied.",
    done: `The create is done when the image is \`active\`. ${goesOn}`,
  },
  DataImage: {
    what: "An image of a data disk, made by a job of the image service from an image file in an OBS bucket of the same region and of storage class Standard.",
    done: `The create is done when the image is \`active\`. ${goesOn}`,
  },
  DataVolumeTemplate: {
    what: "A template of data volumes on ZStack, made by a job from a volume snapshot, with a copy on each backup storage that is named.",
    done: "The create is done when the template is `Ready` and every backup storage has its copy. If a copy fails, the deployment fails but keeps the template. If the wait ends early, it is kept too, and the next `pulumi up` goes on with it.",
  },
} as const satisfies Record<string, About>;
