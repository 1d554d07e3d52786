// The programs of the stills: three kinds of waits at once, in both forms.

const volume = "16369c5d-384d-4e64-b37a-56d89876936";
const server = "7d3c1b9e-5a2f-4e6d-8c0b-9f1e3d5a7b24";
const vault = "9c0b8e3d-1f5a-4b24-87d3-c1b95a2f4e6d";

export const yaml = {
  "Pulumi.yaml": (plugin) => `
name: web
runtime: yaml
plugins: { providers: [{ name: cloudimages, path: ${plugin} }] }
resources:
  golden:
    type: cloudimages:index:VolumeImage
    properties: { volumeId: ${volume}1 }
  spare:
    type: cloudimages:index:VolumeImage
    properties: { volumeId: ${volume}2 }
  erp:
    type: cloudimages:index:FullEcsImage
    properties: { source: { instanceId: ${server}, vaultId: ${vault} } }
  data:
    type: cloudimages:index:DataImage
    properties: { source: { bucket: exports, object: data.qcow2 }, minDiskGiB: 40 }
`,
};

export const typescript = {
  "Pulumi.yaml": () => "name: web\nruntime: nodejs\n",
  "package.json": () => '{ "name": "web", "private": true }\n',
  "tsconfig.json": () =>
    '{ "compilerOptions": { "module": "nodenext", "target": "es2022", "types": ["node"] } }\n',
  "index.ts": () => `
import { DataImage, FullEcsImage, VolumeImage } from "pulumi-cloud-images";
new VolumeImage("golden", { volumeId: "${volume}1" });
new VolumeImage("spare", { volumeId: "${volume}2" });
new FullEcsImage("erp", { source: { instanceId: "${server}", vaultId: "${vault}" } });
new DataImage("data", { source: { bucket: "exports", object: "data.qcow2" }, minDiskGiB: 40 });
`,
};

/** What the programs name, in a cloud whose jobs take minutes. The second volume is busy all the time. */
export async function putThere(cloud) {
  const settings = {
    exportSeconds: 600,
    queuedSeconds: 5,
    jobSeconds: 240,
    progress: "linear",
    jobPercent: "number",
  };
  await cloud.admin("PATCH", "/settings", settings);
  await cloud.admin("POST", "/volumes", { id: `${volume}1`, sizeGiB: 20 });
  await cloud.admin("POST", "/volumes", { id: `${volume}2`, sizeGiB: 20, status: "backing-up" });
  await cloud.admin("POST", "/servers", { id: server, disks: 2, job: { jobSeconds: 280 } });
  await cloud.admin("POST", "/vaults", { id: vault });
  await cloud.admin("POST", "/buckets", { name: "exports" });
  await cloud.admin("POST", "/objects", { bucket: "exports", key: "data.qcow2", job: { jobSeconds: 420 } });
}
