// The resources, each with what its page and its types are generated from.

const rulesAre = (page) =>
  `Rules are those of ${page}, and are checked by \`pulumi preview\`; what the cloud has to be asked for is looked at by \`cloudimages:preflight\`.`;

/** `require` of a file in tools/: reads the compiled provider. */
export function resourcesIn(require) {
  const compiled = (file) => require(`../provider/bin/resources/${file}.js`);
  const common = Object.keys(compiled("imageOutputs").ImageOutputs.shape);
  const { pages } = compiled("arguments/pages");
  const { about } = compiled("arguments/about");
  const without = (shape, names) =>
    Object.fromEntries(Object.entries(shape).filter(([name]) => !names.includes(name)));

  const resource = (type, rest) => {
    const file = `${type[0].toLowerCase()}${type.slice(1)}`;
    const { [file]: declared, [`${type}Outputs`]: outputs } = compiled(file);
    const { fields, clouds, existing, revealingOutputs } = declared;
    const shown = rest.showsAll ? outputs.shape : without(outputs.shape, common);
    return {
      type,
      fields,
      clouds,
      existing,
      revealingOutputs,
      outputs: outputs.shape,
      ...about[type],
      shownOutputs: shown,
      ...rest,
    };
  };

  return [
    resource("VolumeImage", {
      showsAll: true,
      argsAbout: `Arguments of \`VolumeImage\`. ${rulesAre('the vendors\' pages (EVS "Exporting EVS Disk Data as an Image", OpenStack Block Storage API v3 and Image API v2)')}`,
      example: "examples/volume-image/index.ts",
      pages: [...pages.exportVolume, ...pages.updateGlanceImage],
    }),
    resource("FullEcsImage", {
      types: { FullEcsSource: "../../fullEcsSource" },
      // The class has a constructor for each kind of source, so that editors complete what fits.
      typeParameter: "Source",
      ofTypeParameter: "source",
      argsAbout: `Arguments of \`FullEcsImage\`. ${rulesAre('the vendors\' page "Creating a Full-ECS Image"')}`,
      example: "examples/full-ecs-image-from-server/index.ts",
      pages: pages.fullEcsImage,
    }),
    resource("DataImage", {
      types: { ObjectSource: "../../objectSource" },
      argsAbout: `Arguments of \`DataImage\`. ${rulesAre('the vendors\' page "Creating a Data Disk Image Using an External Image File"')}`,
      example: "examples/data-image/index.ts",
      pages: pages.dataImage,
    }),
    resource("DataVolumeTemplate", {
      showsAll: true,
      types: { BackupStorageRef: "../../backupStorageRef" },
      argsAbout: `Arguments of \`DataVolumeTemplate\`. ${rulesAre('ZStack\'s page "CreateDataVolumeTemplateFromVolumeSnapshot"')} Uuids have 32 digits without dashes.`,
      example: "examples/data-volume-template/index.ts",
      pages: pages.dataVolumeTemplate,
    }),
  ];
}
