// The resources, each with what its page and its types are generated from.

/** Outputs that every resource has, by its base class. */
const managed = ["imageId", "name", "status", "description", "endpoint"];

const rulesAre = (page) =>
  `Rules are those of ${page}, and are checked by \`pulumi preview\`; what the cloud has to be asked for is looked at by \`cloudimages:preflight\`.`;

/** `require` of a file in tools/: reads the compiled provider. */
export function resourcesIn(require) {
  const compiled = (file) => require(`../provider/bin/resources/${file}.js`);
  const common = Object.keys(compiled("imageOutputs").ImageOutputs.shape);
  const { pages } = compiled("arguments/pages");
  const without = (shape, names) =>
    Object.fromEntries(Object.entries(shape).filter(([name]) => !names.includes(name)));

  const resource = (type, rest) => {
    const file = `${type[0].toLowerCase()}${type.slice(1)}`;
    const { [file]: declared, [`${type}Outputs`]: outputs } = compiled(file);
    const base = rest.base ?? "ImageResource";
    const { fields, clouds, existing } = declared;
    const known = base === "ImageResource" ? common : managed;
    const own = without(outputs.shape, known);
    const shown = rest.showsAll ? outputs.shape : own;
    return {
      type,
      fields,
      clouds,
      existing,
      base,
      outputs: own,
      allOutputs: outputs.shape,
      shownOutputs: shown,
      ...rest,
    };
  };

  return [
    resource("VolumeImage", {
      showsAll: true,
      what: "An image exported from a volume by `os-volume_upload_image`: EVS on Open Telekom Cloud and Huawei Cloud, Cinder v3 on OpenStack. The volume has to be `available`, or in use with `force`.",
      about: `Arguments of \`VolumeImage\`. ${rulesAre('the vendors\' pages (EVS "Exporting EVS Disk Data as an Image", OpenStack Block Storage API v3 and Image API v2)')}`,
      example: "examples/volume-image/index.ts",
      pages: [...pages.exportVolume, ...pages.updateGlanceImage],
    }),
    resource("FullEcsImage", {
      types: { FullEcsSource: "../../fullEcsSource" },
      what: "An image of a whole server with all its disks, made by a job of the image service: from the server itself, by way of a backup that the cloud takes first, or from a CSBS or CBR backup of it. A backup serves one image. Such an image can be neither exported nor copied.",
      about: `Arguments of \`FullEcsImage\`. ${rulesAre('the vendors\' page "Creating a Full-ECS Image"')}`,
      example: "examples/full-ecs-image-from-server/index.ts",
      pages: pages.fullEcsImage,
    }),
    resource("DataImage", {
      types: { ObjectSource: "../../objectSource" },
      what: "An image of a data disk, made by a job of the image service from an image file in an OBS bucket of the same region and of storage class Standard.",
      about: `Arguments of \`DataImage\`. ${rulesAre('the vendors\' page "Creating a Data Disk Image Using an External Image File"')}`,
      example: "examples/data-image/index.ts",
      pages: pages.dataImage,
    }),
    resource("DataVolumeTemplate", {
      base: "ManagedImage",
      showsAll: true,
      types: { BackupStorageRef: "../../backupStorageRef" },
      what: "A template of data volumes on ZStack, made by a job from a volume snapshot, with a copy on each backup storage that is named.",
      about: `Arguments of \`DataVolumeTemplate\`. ${rulesAre('ZStack\'s page "CreateDataVolumeTemplateFromVolumeSnapshot"')} Uuids have 32 digits without dashes.`,
      example: "examples/data-volume-template/index.ts",
      pages: pages.dataVolumeTemplate,
    }),
  ];
}
