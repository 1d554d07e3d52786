// Writes the comments of the resources' classes, which editors show: what the resource is, a program, and how an image that exists
// comes in. An editor shows the constructor's at `new`, and the class's elsewhere.
import { inFull } from "../../provider/bin/resources/arguments/words.js";
import { comment } from "./comment.mjs";

const commentBefore = String.raw`(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*)*`;

/** Replaces the comments of the class and of each of its constructors, of which all but the last may be overloads. */
export function withClassComments(text, { type, what, done, clouds, program }) {
  const existing = `An image that exists: \`npx pulumi-cloud-images import ${type} <name> <id>\` brings it under the program's control, and says what to write. \`${type}.get(name, imageId)\` reads one that the stack never changes or deletes.`;
  const ofClass = comment([what, "", `On ${inFull(clouds)}.`, "", done, "", existing, "", example(program)]);
  const ofConstructor = comment([
    what,
    "",
    existing,
    "",
    "@param name the resource's name in the program, which must be unique",
    "@throws if the package cannot be loaded from the project's folder, and if a credential is stored in plain text.",
    example(statementIn(program)),
  ]);
  return text
    .replace(new RegExp(`${commentBefore}(export class ${type} )`), (_, it) => `${ofClass}\n${it}`)
    .replace(new RegExp(`${commentBefore}(constructor\\()`, "g"), (_, it) => `${ofConstructor}\n${it}`);
}

function example(program) {
  return `@example\n\`\`\`ts\n${program.trim()}\n\`\`\``;
}

/** The statement that makes the image. */
function statementIn(program) {
  return /^const \w+ = new [\s\S]*?^\}\);/m.exec(program)[0];
}
