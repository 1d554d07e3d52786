// The stages of `npm start`, in order. If a stage does not end as expected, the run ends.
import { say } from "../say.mjs";
import { check, expect, heading } from "./expect.mjs";
import { createCalls, exportSeconds, images, jobSeconds } from "./inTheClouds.mjs";

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
