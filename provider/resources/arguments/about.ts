/** What each resource is, in words: for its reference page and for the package schema. */
export const about = {
  VolumeImage:
    "An image exported from a volume by `os-volume_upload_image`: EVS on Open Telekom Cloud and Huawei Cloud, Cinder v3 on OpenStack. The volume has to be `available`, or in use with `force`.",
  FullEcsImage:
    "An image of a whole server with all its disks, made by a job of the image service: from the server itself, by way of a backup that the cloud takes first, or from a CSBS or CBR backup of it. A backup serves one image. Such an image can be neither exported nor copied.",
  DataImage:
    "An image of a data disk, made by a job of the image service from an image file in an OBS bucket of the same region and of storage class Standard.",
  DataVolumeTemplate:
    "A template of data volumes on ZStack, made by a job from a volume snapshot, with a copy on each backup storage that is named.",
} as const;
