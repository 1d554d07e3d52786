// Written by `npm run docs` from examples/: change it there.

/** A program for one resource. */
export interface Starter {
  readonly description: string;
  /** What the program reads, as Pulumi.yaml declares it. */
  readonly config: Readonly<Record<string, { readonly type: string; readonly description: string }>>;
  readonly program: string;
  /** What a Pulumi.yaml has besides its head, if it is the program. */
  readonly yaml: string;
}

export const starters = {
  VolumeImage: {
    description: "An image exported from a volume",
    config: { volumeId: { type: "string", description: "The volume to export" } },
    program: [
      'import * as pulumi from "@pulumi/pulumi";',
      'import { VolumeImage } from "pulumi-cloud-images";',
      "",
      'const image = new VolumeImage("golden", {',
      '  volumeId: new pulumi.Config().require("volumeId"),',
      '  description: "Made by Pulumi",',
      '  tags: { team: "platform" },',
      "});",
      "",
      "export const imageId = image.imageId;",
      "export const { name, status, minDiskGiB, createdAt } = image;",
      "",
    ].join("\n"),
    yaml: `resources:
  golden:
    type: cloudimages:index:VolumeImage
    properties:
      volumeId: \${volumeId}
      description: Made by Pulumi
      tags:
        team: platform

outputs:
  imageId: \${golden.imageId}
`,
  },
  FullEcsImage: {
    description: "An image of a whole server, from the server itself",
    config: {
      instanceId: { type: "string", description: "The server" },
      vaultId: { type: "string", description: "The CBR vault for the backup that is taken on the way" },
    },
    program: [
      'import * as pulumi from "@pulumi/pulumi";',
      'import { FullEcsImage } from "pulumi-cloud-images";',
      "",
      "const config = new pulumi.Config();",
      "",
      "// The cloud takes a backup of the server into the vault, and creates the image from it. The server may be running.",
      'const image = new FullEcsImage("erp-server", {',
      '  source: { instanceId: config.require("instanceId"), vaultId: config.require("vaultId") },',
      '  description: "The ERP server with all its disks",',
      '  tags: { team: "erp" },',
      "});",
      "",
      "export const imageId = image.imageId;",
      "export const { name, status, backupId, createdAt } = image;",
      "",
    ].join("\n"),
    yaml: `resources:
  server:
    type: cloudimages:index:FullEcsImage
    properties:
      source:
        instanceId: \${instanceId}
        vaultId: \${vaultId}
      deleteBackup: true # the backup that the cloud takes of the server first
      tags:
        team: platform

outputs:
  imageId: \${server.imageId}
`,
  },
  DataImage: {
    description: "An image of a data disk, from an image file in a bucket",
    config: {
      bucket: { type: "string", description: "The bucket of the image file" },
      object: { type: "string", description: "The image file, by its key in the bucket" },
    },
    program: [
      'import * as pulumi from "@pulumi/pulumi";',
      'import { DataImage } from "pulumi-cloud-images";',
      "",
      "const config = new pulumi.Config();",
      "",
      'const image = new DataImage("measurements", {',
      '  source: { bucket: config.require("bucket"), object: config.require("object") },',
      "  minDiskGiB: 40,",
      '  description: "Measurements of 2026",',
      '  tags: { team: "lab" },',
      "});",
      "",
      "export const imageId = image.imageId;",
      "export const { name, status, minDiskGiB, createdAt } = image;",
      "",
    ].join("\n"),
    yaml: `resources:
  data:
    type: cloudimages:index:DataImage
    properties:
      source:
        bucket: \${bucket}
        object: \${object}
      minDiskGiB: 40
      tags:
        team: platform

outputs:
  imageId: \${data.imageId}
`,
  },
  DataVolumeTemplate: {
    description: "A template of data volumes, from a volume snapshot of ZStack",
    config: {
      snapshotUuid: { type: "string", description: "The volume snapshot" },
      backupStorageUuid: { type: "string", description: "The backup storage of its copy" },
    },
    program: [
      'import * as pulumi from "@pulumi/pulumi";',
      'import { DataVolumeTemplate } from "pulumi-cloud-images";',
      "",
      "const config = new pulumi.Config();",
      "",
      "// Each backup storage gets a copy. As `expunge` is not set, ZStack can recover the template after a delete.",
      'const template = new DataVolumeTemplate("measurements", {',
      '  snapshotUuid: config.require("snapshotUuid"),',
      '  backupStorageUuids: [config.require("backupStorageUuid")],',
      '  description: "Measurements of 2026",',
      '  userTags: ["team:lab"],',
      "});",
      "",
      "export const imageId = template.imageId;",
      "export const { name, status, backupStorageRefs, createDate } = template;",
      "",
    ].join("\n"),
    yaml: `resources:
  template:
    type: cloudimages:index:DataVolumeTemplate
    properties:
      snapshotUuid: \${snapshotUuid}
      backupStorageUuids:
        - \${backupStorageUuid}
      userTags:
        - team:platform

outputs:
  imageId: \${template.imageId}
`,
  },
} as const satisfies Record<string, Starter>;

/** Of examples/gitops. */
export const tsconfig = `{
  "compilerOptions": {
    "target": "es2022",
    "module": "nodenext",
    "strict": true,
    "skipLibCheck": true,
    "noEmit": true
  },
  "files": ["index.ts"]
}
`;
