// The summary as Markdown for GitHub and GitLab: a heading that tells how it stands, what is wrong, a table of the changes, and
// the engine's text, folded.
import { changesIn, driftIn, paths } from "./changes.mjs";
import { code, codeLines, cut, visible } from "./code.mjs";
import { typeIn } from "./events.mjs";
import { findingsIn, judgementsIn } from "./findings.mjs";
import { pathCode, policiesCell, rowOf } from "./row.mjs";

/** GitHub takes comments of 65,536 characters. In bytes, with room for the mark of the comment: no other place takes less. */
const LIMIT = 60_000;
const LIST_LIMIT = 15_000;
const TABLE_LIMIT = 35_000;

/** `run`: `{ kind: "preview" | "drift", stack, code, events?, text, environment }`. */
export function pageOf(run) {
  const { events } = run;
  if (events === undefined) {
    const note = "The engine's event log does not show this run whole, so this is its text.";
    const head = `### ${run.code === 0 ? "⚠️" : "❌"} ${title(run)}: ${run.code === 0 ? "read the text" : failed(run)}\n\n${note}\n\n`;
    return `${head + indented(run.text, LIMIT - bytes(head))}\n`;
  }
  const changes = (run.kind === "drift" ? driftIn : changesIn)(events, run.environment);
  const findings = findingsIn(events);
  const head = [
    headingOf(run, changes, findings),
    ...listOf(findings, paths(events)),
    ...tableOf(run, changes),
  ].join("\n\n");
  const fold = ["<details><summary>The engine's text</summary>", "", "", "</details>", ""];
  fold[2] = `${indented(run.text, LIMIT - bytes(head) - 200)}\n`;
  return `${head}\n\n${fold.join("\n")}`;
}

function headingOf(run, changes, findings) {
  const errors = findings.filter(({ isError }) => isError).length;
  const warnings = findings.length - errors;
  const counts = [errors > 0 && counted(errors, "error"), warnings > 0 && counted(warnings, "warning")];
  const found = counts.filter(Boolean).join(", ");
  // A refresh that must find nothing fails by finding something.
  const hasFailed = errors > 0 || (run.code !== 0 && (run.kind === "preview" || changes.length === 0));
  const what = hasFailed
    ? failed(run)
    : run.kind === "drift"
      ? driftSentence(changes)
      : deploymentSentence(changes);
  const sign = hasFailed || run.code !== 0 ? "❌" : warnings > 0 ? "⚠️" : "✅";
  return `### ${sign} ${title(run)}: ${what}${found && ` (${found})`}`;
}

const title = ({ stack }) => (stack ? `Images of ${code(stack)}` : "Images");
const failed = ({ kind }) =>
  kind === "drift" ? "the check for drift has failed" : "this cannot be deployed";

const verbs = {
  delete: "deletes",
  replace: "replaces",
  update: "changes",
  "go on": "goes on with",
  create: "creates",
  import: "imports",
};

function deploymentSentence(changes) {
  const counts = Object.entries(verbs).flatMap(([action, verb]) => {
    // Without components, which are only there to hold others
    const some = changes.filter((change) => change.action === action && (change.now ?? change.old)?.custom);
    if (some.length === 0) return [];
    return [`${verb} ${counted(some.length, some.every(({ isImage }) => isImage) ? "image" : "resource")}`];
  });
  if (counts.length === 0)
    return changes.length === 0 ? "nothing to deploy" : "a deployment changes no image";
  return `a deployment ${counts.join(", ")}`;
}

const driftSentence = (changes) =>
  changes.length === 0
    ? "no drift"
    : `others have changed ${counted(changes.length, changes.every(({ isImage }) => isImage) ? "image" : "resource")} in the cloud`;

function listOf(findings, pathOf) {
  if (findings.length === 0) return [];
  const lines = findings.map(({ urn, by, text, advice, isError }) => {
    const subject = [isOfResource(urn) && pathCode(pathOf(urn)), by && code(by)].filter(Boolean);
    const where = subject.length > 0 ? `${subject.join(", ")}: ` : "";
    const toDo = advice ? `<br>**What to do:** ${codeLines(advice)}` : "";
    return `- ${isError ? "❌" : "⚠️"} ${where}${codeLines(cut(text, 1500))}${toDo}`;
  });
  return [limited(lines, LIST_LIMIT, (count) => `- … and ${count} more, in the text below`)];
}

function tableOf({ kind, events }, changes) {
  if (changes.length === 0) return [];
  const judgements = judgementsIn(events);
  const withPolicies = kind === "preview";
  const columns = [
    "",
    "Resource",
    "Argument: old → new",
    "Cloud",
    ...(withPolicies ? ["Policies", "Takes"] : []),
  ];
  const head = [`| ${columns.join(" | ")} |`, `| ${columns.map(() => "---").join(" | ")} |`];
  const rows = changes.map((change) => {
    const { action, resource, arguments: given, place, takes } = rowOf(change);
    const cells = [action, resource, given, place];
    if (withPolicies) cells.push(policiesCell(judgements.get(change.urn)), takes);
    return `| ${cells.join(" | ")} |`;
  });
  const more = (count) => `\n… and ${count} more, which are in the log of the job`;
  return [`${head.join("\n")}\n${limited(rows, TABLE_LIMIT, more)}`];
}

const isOfResource = (urn) => urn && typeIn(urn) !== "pulumi:pulumi:Stack";
const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
const bytes = (text) => Buffer.byteLength(text);

/** The first lines, as many as there is room for, and how many are left out. */
function limited(lines, limit, more) {
  const fitting = [];
  let room = limit;
  for (const line of lines) {
    room -= bytes(line) + 1;
    if (room < 0) return [...fitting, more(lines.length - fitting.length)].join("\n");
    fitting.push(line);
  }
  return fitting.join("\n");
}

/** As code, whatever it contains. Of a text that is too long the beginning and the end, which has policies and diagnostics. */
function indented(text, limit) {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => !/^(@ |Loading policy packs|Update plan written|Run `pulumi up --plan)/.test(line))
    .map((line) => `    ${visible(cut(line, 2000))}`);
  const whole = lines.join("\n").trimEnd();
  if (bytes(whole) <= limit) return whole;
  const room = limit - 100;
  const first = limited(lines, room / 3, () => "    … what is left out here stands in the log of the job …");
  const last = limited([...lines].reverse(), (room * 2) / 3, () => "")
    .split("\n")
    .reverse();
  return [first, ...last].join("\n").trimEnd();
}
