import { policies } from "../../provider/policies";

/**
 * What the engine prints under "Policies:", one line for each violation: `mandatory no-force Golden: force is true`. The
 * rule's sentence above and its fix below are compared here, so that tests need not repeat them.
 */
export function reportsIn(text: string): string[] {
  const section = text.split(/^Policies:\n/m)[1]?.split("\n\n")[0] ?? "";
  const entries = section.split(/\n {8}- /).slice(1);
  return entries.map((entry) => {
    const [heading = "", ...lines] = entry.split("\n").map((line) => line.trim());
    const head = /^\[(\w+)\] (?:\[severity: \w+\])? *([\w-]+) {2}\((?:.*: )?(.+)\)$/.exec(heading);
    if (head === null) throw new Error(`not a line of a violation: ${heading}`);
    const [, level, name, resource] = head;
    if (lines.length === 0) return `${level} ${name} ${resource}`;
    return `${level} ${name} ${resource}: ${withoutRule(name, lines)}`;
  });
}

function withoutRule(name: string | undefined, [why = "", ...rest]: readonly string[]): string {
  const [, unknown] = /^can't run policy .+ during preview: (.+)$/.exec(why) ?? [];
  if (unknown !== undefined) return `not judged: ${unknown}`;
  const rule = policies.find((policy) => policy.name === name);
  const message = rest.join(" ");
  if (rule?.description !== why) throw new Error(`another sentence is printed for ${name}: ${why}`);
  const fix = `. ${rule?.remediationSteps}`;
  return message.endsWith(fix) ? message.slice(0, -fix.length) : `${message} (without a fix)`;
}
