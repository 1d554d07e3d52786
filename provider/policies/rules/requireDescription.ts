import { ConfigurationError } from "../configuration";
import { imageRule } from "../imageRule";
import { raw } from "../raw";

const placeholders = /\{(name|project|stack)\}/g;

/** Images have a description. Mends by setting a text. */
export const requireDescription = imageRule<{ readonly atLeast: number; readonly text?: string }>({
  name: "require-description",
  why: "A description tells later readers what an image is for and whether it may go",
  fix: "Set the argument `description`",
  enforcement: "advisory",
  severity: "low",
  settings: {
    atLeast: { type: "integer", minimum: 1, default: 1, description: "Least number of characters" },
    text: {
      type: "string",
      minLength: 1,
      description:
        "Description that an image without gets at enforcement `remediate`; `{name}`, `{project}` and `{stack}` are filled in",
    },
  },
  obeyable({ atLeast, text }) {
    if (text === undefined || text.search(placeholders) >= 0) return; // those may be long
    const has = charactersIn(text);
    if (has >= atLeast) return;
    throw new ConfigurationError(`text has ${has} characters, and atLeast is ${atLeast}`);
  },
  broken({ args: { description = "" } }, { atLeast }) {
    const has = charactersIn(description);
    if (has >= atLeast) return [];
    return [
      has === 0
        ? "description is missing"
        : `description has ${has} characters, fewer than the ${atLeast} that are asked for`,
    ];
  },
  mend({ args, project, stack }, { text }) {
    if (text === undefined || (args.description ?? "").trim() !== "") return false;
    // A description is read by everybody: a secret name does not get into it. The check that follows says that it is missing.
    if (text.includes("{name}") && args.name !== raw(args).name) return false;
    const facts: Readonly<Record<string, string>> = { name: args.name ?? "", project, stack };
    const filled = text.replaceAll(placeholders, (_, key: string) => facts[key] ?? "");
    (args as { description?: string }).description = filled;
    return true;
  },
});

/** As the cloud counts them (resources/rules.ts): an emoji is one. */
function charactersIn(text: string): number {
  return [...text.trim()].length;
}
