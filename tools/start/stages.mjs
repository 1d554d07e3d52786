// What `npm start` shows, in its order. A stage that does not end as expected ends it all.
import { Problem, say } from "../say.mjs";

const exportSeconds = 10;
const jobSeconds = 15;

/** Something to make an image of each kind from, on a cloud that takes a while for it, so that there is progress to see. */
export async function prepare(cloud) {
  const make = (kind, body) => cloud.admin("POST", `/${kind}`, { profile: "otc", ...body });
  await cloud.admin("PATCH", "/settings", { exportSeconds, jobSeconds });
  const volume = await make("volumes", { name: "golden-root", sizeGiB: 8 });
  const server = await make("servers", { name: "erp" });
  const vault = await make("vaults", { name: "servers" });
  const bucket = await make("buckets", { name: "measurements" });
  const object = "2026/data.qcow2";
  await cloud.admin("POST", "/objects", { bucket: bucket.name, key: object });
  return { volumeId: volume.id, instanceId: server.id, vaultId: vault.id, bucket: bucket.name, object };
}

export async function showAll(stack, cloud) {
  heading(
    "pulumi up: a volume, a server and a file in a bucket become images",
    `That takes the cloud ${exportSeconds} to ${jobSeconds} s; Pulumi waits until the images can be used.`,
  );
  expect(await stack.run("up", "--yes", "--skip-preview"), 0, "up");
  const made = await images(cloud);
  check(
    made.length === 3 && made.every(({ status }) => status === "active"),
    "The cloud should hold exactly three active images.",
  );
  const image = made.find(({ name }) => name === "golden");

  heading("The outputs a program goes on with");
  for (const [key, value] of Object.entries(stack.outputs()))
    say(`  ${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`);

  heading("pulumi preview: nothing to do", "What was asked for is what stands in the cloud.");
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

  heading("pulumi destroy: the cloud is empty again");
  expect(await stack.run("destroy", "--yes", "--skip-preview"), 0, "destroy");
  check((await images(cloud)).length === 0, "The cloud should hold no image.");
  const creates = await createCalls(cloud);
  check(creates === 3, `The cloud should have seen three create calls; it saw ${creates}.`);
  say("The cloud holds no image, and over the whole time it saw exactly one create call for each.");
}

const images = async (cloud) =>
  (await cloud.admin("GET", "/images")).images.filter(({ status }) => !/deleted|pending_delete/.test(status));

async function createCalls(cloud) {
  const { requests } = await cloud.admin("GET", "/requests");
  return requests.filter(({ route }) => /\.uploadImage$|\.create.+Image$/.test(route)).length;
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
