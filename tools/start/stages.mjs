// What `npm start` shows, in its order. A stage that does not end as expected ends it all.
import { Problem, say } from "../say.mjs";

const exportSeconds = 10;

/** A volume to export, on a cloud that takes a while for it, so that there is progress to see. */
export async function prepare(cloud) {
  await cloud.admin("PATCH", "/settings", { exportSeconds });
  const { id } = await cloud.admin("POST", "/volumes", { profile: "otc", name: "golden-root", sizeGiB: 8 });
  return id;
}

export async function showAll(stack, cloud) {
  heading(
    "pulumi up: the volume becomes an image",
    `The export takes the cloud ${exportSeconds} s; Pulumi waits until the image can be used.`,
  );
  expect(await stack.run("up", "--yes", "--skip-preview"), 0, "up");
  const [image, ...others] = await images(cloud);
  check(image?.status === "active" && others.length === 0, "The cloud should hold exactly one active image.");

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
  const [after] = await images(cloud);
  check(
    after?.id === image.id && after.name === image.name,
    "The same image should have its own name again.",
  );

  heading("pulumi destroy: the cloud is empty again");
  expect(await stack.run("destroy", "--yes", "--skip-preview"), 0, "destroy");
  check((await images(cloud)).length === 0, "The cloud should hold no image.");
  const creates = await createCalls(cloud);
  check(creates === 1, `The cloud should have seen one create call; it saw ${creates}.`);
  say("The cloud holds no image, and over the whole time it saw exactly one create call.");
}

const images = async (cloud) =>
  (await cloud.admin("GET", "/images")).images.filter(({ status }) => !/deleted|pending_delete/.test(status));

async function createCalls(cloud) {
  const { requests } = await cloud.admin("GET", "/requests");
  return requests.filter(({ method, body }) => method === "POST" && body?.["os-volume_upload_image"]).length;
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
