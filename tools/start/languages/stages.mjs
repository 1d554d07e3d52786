// The stages of `npm start -- --language`, in order. If a stage does not end as expected, the run ends.
import { readFileSync } from "node:fs";
import path from "node:path";
import { say } from "../../say.mjs";
import { check, expect, heading } from "../expect.mjs";
import { createCalls, images } from "../inTheClouds.mjs";
import { createStack } from "../stack.mjs";
import { prepareLanguage } from "./prepareLanguage.mjs";

/** `common` is what createStack takes for every language. */
export async function showInLanguage(language, { cloud, ...common }) {
  const prepared = await prepareLanguage(language, common);
  const stack = createStack({ ...common, ...prepared });
  const { makes } = language;
  heading(`pulumi up: a program in ${language.title} makes images`, makes.join(", "));
  expect(await stack.run("up", "--yes", "--skip-preview"), 0, "up");
  check((await images(cloud)).length === makes.length, `The clouds should hold ${makes.length} images.`);

  heading("The outputs a program goes on with");
  for (const [key, value] of Object.entries(stack.outputs())) say(`  ${key}: ${JSON.stringify(value)}`);

  heading("pulumi preview: nothing to do");
  expect(await stack.run("preview", "--expect-no-changes"), 0, "preview");

  heading("The configuration gives it another description", "One PATCH, no new image.");
  stack.configure({ description: "Changed without a new image" });
  const changed = await stack.run("up", "--yes", "--skip-preview");
  expect(changed, 0, "up");
  check(changed.changes.update === 1, "up should have updated one image, and nothing else.");

  heading(
    "pulumi import: an image that somebody made by hand",
    "The cloud does not tell its volume, so that stands behind its id. Pulumi prints the text for the program.",
  );
  const byHand = await cloud.admin("POST", "/images", { profile: "otc", name: "by-hand" });
  const id = `${byHand.id}?source=${common.config.volumeId}`;
  const out = path.join(common.folder, "imported.txt");
  const options = ["--yes", "--skip-preview", "--protect=false", "--out", out];
  const imported = await stack.generate("import", "cloudimages:index:VolumeImage", "by-hand", id, ...options);
  expect(imported, 0, "import");
  const code = readFileSync(out, "utf8");
  say(code.replace(/^/gm, "    "));
  language.paste(prepared.project, code);
  expect(await stack.run("preview", "--expect-no-changes"), 0, "preview");

  heading("pulumi destroy: the clouds are empty again");
  expect(await stack.run("destroy", "--yes", "--skip-preview"), 0, "destroy");
  check((await images(cloud)).length === 0, "The clouds should hold no image.");
  const creates = await createCalls(cloud);
  check(
    creates === makes.length,
    `The clouds should have seen ${makes.length} create calls; they saw ${creates}.`,
  );
  say(
    "The clouds hold no image, and over the whole time they saw exactly one create call for each that was made here.",
  );
}
