// The stages of `npm start`, in order. If a stage does not end as expected, the run ends.
import { Problem, say } from "../say.mjs";

const exportSeconds = 10;
const jobSeconds = 15;
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

export async function showAll(stack, cloud) {
  heading(
    "pulumi up: a volume, a server and a file in a bucket become images, and on ZStack a snapshot becomes a template",
    `That takes the clouds ${exportSeconds} to ${jobSeconds} s; Pulumi waits until the images can be used.`,
  );
  expect(await stack.run("up", "--yes", "--skip-preview"), 0, "up");
  const made = await images(cloud);
  check(
    made.length === 4 && made.every(({ status }) => /^(active|Ready)$/.test(status)),
    "The clouds should hold exactly four images that can be used.",
  );
  const image = made.find(({ name }) => name === "golden");

  heading("The outputs a program goes on with");
  for (const [key, value] of Object.entries(stack.outputs()))
    say(`  ${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`);

  heading("pulumi preview: nothing to do", "What was asked for is what stands in the clouds.");
  expect(await stack.run("preview", "--expect-no-changes"), 0, "preview");

  heading(
    "Somebody renames the image behind Pulumi's back",
    "refresh finds it, up mends it: one PATCH, no new image.",
  );
  await cloud.admin("PATCH", `/images/${image.id}`, {
    name: "renamed-by-hand",
    __description: "changed by hand",
  });
  const refreshed = await stack.run("refresh", "--yes", "--skip-preview");
  expect(refreshed, 0, "refresh");
  check(refreshed.changes.update === 1, "refresh should have found one changed image.");
  const mended = await stack.run("up", "--yes", "--skip-preview");
  expect(mended, 0, "up");
  check(mended.changes.update === 1, "up should have updated the image, and nothing else.");
  const after = (await images(cloud)).find(({ id }) => id === image.id);
  check(after?.name === image.name, "The same image should have its own name again.");

  heading("pulumi destroy: the clouds are empty again");
  expect(await stack.run("destroy", "--yes", "--skip-preview"), 0, "destroy");
  check((await images(cloud)).length === 0, "The clouds should hold no image.");
  const creates = await createCalls(cloud);
  check(creates === 4, `The clouds should have seen four create calls; they saw ${creates}.`);
  say("The clouds hold no image, and over the whole time they saw exactly one create call for each.");
}

/** The images of both clouds, without deleted ones: ZStack still lists a deleted template, because it can be recovered. */
async function images(cloud) {
  const { images } = await cloud.admin("GET", "/images");
  const { templates } = await cloud.admin("GET", "/zstack/templates");
  return [...images, ...templates].filter(({ status }) => !/deleted|pending_delete/i.test(status));
}

async function createCalls(cloud) {
  const { requests } = await cloud.admin("GET", "/requests");
  return requests.filter(({ route }) => /\.uploadImage$|\.create.*(Image|Template)$/.test(route)).length;
}

export function heading(title, why) {
  say(`\n━━ ${title}${why ? `\n   ${why}` : ""}`);
}

function expect({ code }, wanted, command) {
  if (code !== wanted)
    throw new Problem(`pulumi ${command} ended with exit code ${code}; its own message is above.`);
}

function check(holds, message) {
  if (!holds) throw new Problem(`Not as expected: ${message}`);
}
