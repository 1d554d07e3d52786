// The local clouds of `npm start`: what images are made from, and what there is afterwards.
export const exportSeconds = 10;
export const jobSeconds = 15;
const templateSeconds = 12;

/** Sets up a source for each kind of image, and makes the clouds take a while, so that progress can be seen. */
export async function prepare(cloud) {
  const make = (kind, body) => cloud.admin("POST", `/${kind}`, { profile: "otc", ...body });
  await cloud.admin("PATCH", "/settings", { exportSeconds, jobSeconds, templateSeconds });
  const volume = await make("volumes", { name: "golden-root", sizeGiB: 8 });
  const server = await make("servers", { name: "erp" });
  const vault = await make("vaults", { name: "servers" });
  const bucket = await make("buckets", { name: "measurements" });
  const object = "2026/data.qcow2";
  await cloud.admin("POST", "/objects", { bucket: bucket.name, key: object });
  const snapshot = await cloud.admin("POST", "/zstack/snapshots", { name: "measurements" });
  const storage = await cloud.admin("POST", "/zstack/backup-storages", { name: "images" });
  return {
    volumeId: volume.id,
    instanceId: server.id,
    vaultId: vault.id,
    bucket: bucket.name,
    object,
    snapshotUuid: snapshot.uuid,
    backupStorageUuid: storage.uuid,
  };
}

/** The images of both clouds, without deleted ones: ZStack still lists a deleted template, because it can be recovered. */
export async function images(cloud) {
  const { images } = await cloud.admin("GET", "/images");
  const { templates } = await cloud.admin("GET", "/zstack/templates");
  return [...images, ...templates].filter(({ status }) => !/deleted|pending_delete/i.test(status));
}

export async function createCalls(cloud) {
  const { requests } = await cloud.admin("GET", "/requests");
  return requests.filter(({ route }) => /\.uploadImage$|\.create.*(Image|Template)$/.test(route)).length;
}
