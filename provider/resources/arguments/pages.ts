/** The vendors' pages about the arguments, by subject. */
export const pages = {
  exportVolume: [
    "https://support.huaweicloud.com/intl/en-us/api-evs/evs_04_2086.html",
    "https://docs.openstack.org/api-ref/block-storage/v3/#upload-volume-to-image",
  ],
  updateGlanceImage: ["https://docs.openstack.org/api-ref/image/v2/#update-image"],
  fullEcsImage: [
    "https://docs.otc.t-systems.com/en-us/api/ims/en-us_topic_0092380109.html",
    "https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0607.html",
  ],
  dataImage: [
    "https://docs.otc.t-systems.com/en-us/api/ims/en-us_topic_0083905788.html",
    "https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0606.html",
  ],
  dataVolumeTemplate: [
    "https://docs.zstack.io/docs/api-explorer/en/cloud/explorer/CreateDataVolumeTemplateFromVolumeSnapshot",
  ],
} as const;
