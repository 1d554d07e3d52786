import { ConfigurationError } from "../configuration";
import { imageRule } from "../imageRule";
import { rawProperties } from "../rawProperties";

const placeholders = /\{(name|project|stack)\}/g;

/**
 * Requires a description. Remediates by setting the configured text.
 *
 * Policy `require-description`, by default advisory, or `remediate`. A description tells later readers what
 * an image is for and whether it may go. Set the argument `description`.
 *
 * - `atLeast` (default `1`): Least number of characters.
 * - `text` (default none): Description that an image without gets at enforcement `remediate`; `{name}`,
 * `{project}` and `{stack}` are filled in.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [requireDescription] }, { "require-description": { "atLeast": 1, "text": "{name} of {project}", "enforcementLevel": "mandatory" } });
 * ```
 */
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
      example: "{name} of {project}",
      description:
        "Description that an image without gets at enforcement `remediate`; `{name}`, `{project}` and `{stack}` are filled in",
    },
  },
  refuseImpossible({ atLeast, text }) {
    if (text === undefined || text.search(placeholders) >= 0) return; // their values may be long
    const has = charactersIn(text);
    if (has >= atLeast) return;
    throw new ConfigurationError(`text has ${has} characters, and atLeast is ${atLeast}`);
  },
  violations({ args: { description = "" } }, { atLeast }) {
    const has = charactersIn(description);
    if (has >= atLeast) return [];
    return [
      has === 0
        ? "description is missing"
        : `description has ${has} characters, fewer than the ${atLeast} that are asked for`,
    ];
  },
  remediate({ args, defaultName, project, stack }, { text }) {
    if (text === undefined || (args.description ?? "").trim() !== "") return false;
    // A secret name must not get into a description, which everybody may read. The validation that follows then reports the
    // missing one.
    if (text.includes("{name}") && args.name !== rawProperties(args).name) return false;
    const facts: Readonly<Record<string, string>> = { name: args.name ?? defaultName, project, stack };
    const filled = text.replaceAll(placeholders, (_, key: string) => facts[key] ?? "");
    (args as { description?: string }).description = filled;
    return true;
  },
});

/** Counts characters as the cloud does (resources/issues.ts): an emoji is one. */
function charactersIn(text: string): number {
  return [...text.trim()].length;
}
