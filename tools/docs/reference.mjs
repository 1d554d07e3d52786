// Generates docs/reference/<Resource>.md from the declarations of a resource.
import { inFull } from "../../provider/bin/resources/arguments/words.js";
import { argumentTable, outputTable } from "./tables.mjs";

export function referenceOf({ type, fields, clouds, outputs, what, example, program, existing, pages }) {
  return `<!-- Written by \`npm run docs\` from provider/resources: change it there. -->
# ${type}

${what}

On ${inFull(clouds)}.

\`\`\`ts
${program.trim()}
\`\`\`

(${example})

## Arguments

"Replaces": a change makes a new image before the old one is deleted. A value that breaks a rule is refused by \`pulumi preview\`.

${argumentTable({ fields, clouds })}

## Outputs

${outputTable(outputs)}

## Import

    npx pulumi-cloud-images import ${type} <name> <id>

What the cloud does not tell of its source is given by \`--source\`: ${existing.sourceForm}.

## The vendors' pages

${pages.map((page) => `- <${page}>`).join("\n")}
`;
}
