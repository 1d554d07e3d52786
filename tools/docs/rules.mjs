// Writes the comments of the policies that the package exports, which editors show: the first paragraph stays as it is, and the rest
// follows from the rule.
import { comment } from "./comment.mjs";

export function withRuleComment(text, policy) {
  const before = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?=export const )/;
  return text.replace(before, (_, said) => `${comment([firstParagraph(said), ...followingFrom(policy)])}\n`);
}

function firstParagraph(said) {
  const lines = said.split("\n").map((line) => line.replace(/^\s*\*? ?/, "").trim());
  return lines.join("\n").trim().split("\n\n")[0].replaceAll("\n", " ");
}

function followingFrom({ name, description, remediationSteps, enforcementLevel, configSchema, ...policy }) {
  const settings = Object.entries(configSchema.properties);
  const level = policy.remediateResource ? `${enforcementLevel}, or \`remediate\`` : enforcementLevel;
  const example = Object.fromEntries(
    settings.map(([setting, { default: value, example }]) => [setting, example ?? value]),
  );
  return [
    "",
    `Policy \`${name}\`, by default ${level}. ${description}. ${remediationSteps}.`,
    "",
    ...(settings.length === 0 ? ["It has no settings."] : []),
    ...settings.map(
      ([setting, { default: value, description: meaning }]) =>
        `- \`${setting}\` (default ${value === undefined ? "none" : `\`${JSON.stringify(value)}\``}): ${meaning}.`,
    ),
    "",
    `@example\n\`\`\`ts\nnew PolicyPack("team", { policies: [${variableOf(name)}] }, ${spaced({ [name]: { ...example, enforcementLevel: "mandatory" } })});\n\`\`\``,
  ];
}

function spaced(value) {
  return JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
}

/** `no-force` → `noForce`. */
export function variableOf(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}
