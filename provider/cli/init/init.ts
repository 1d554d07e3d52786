import { join } from "node:path";
import { isProfile, type Profile, type Sources } from "../../clouds/settings";
import { realSources } from "../../pulumi/program/sources";
import { textFile } from "../../pulumi/program/textFile";
import type { CommandContext } from "../commandContext";
import type { Check } from "../doctor/check";
import { InputEndedError } from "../terminal/inputEndedError";
import { wrapped } from "../terminal/wrapped";
import { askProject } from "./askProject";
import { checksOfCloud, checksOfProgram } from "./checks";
import { chooseCloud, cloudOfProject } from "./chooseCloud";
import { keptEntry } from "./entry/entryFiles";
import { environmentFields } from "./entry/environmentFields";
import { fateOf, fileLines, type PlannedFile } from "./files/plannedFile";
import { writeFiles } from "./files/writeFiles";
import { initHelp } from "./initHelp";
import { asJson, asText } from "./initReport";
import { type InitRequest, kindMeant, kinds, parseInit } from "./initRequest";
import { Interview } from "./interview";
import { acceptedEntry, askForEntry } from "./newEntry";
import { nextCommands } from "./nextCommands";
import { projectFiles } from "./project/projectFiles";
import type { ProjectWish } from "./project/pulumiFile";
import { ensureStack } from "./stack";

/** Exit codes, as the help documents them; the last one is a shell's for Ctrl-C. */
const WELL = 0;
const FAILED = 1;
const INTERRUPTED = 130;

/** What is decided, before anything is written. */
interface Plan {
  readonly cloud: string;
  readonly wish: ProjectWish;
  readonly files: readonly PlannedFile[];
  /** Of the cloud. */
  readonly checks: readonly Check[];
  /** The cloud lets nobody in with this entry. */
  readonly refused: boolean;
}

/**
 * Runs `pulumi-cloud-images init`: makes a project that is ready for `pulumi up`, from a cloud's entry in clouds.yaml to a program.
 * All questions come first; nothing that is there is written over.
 */
export async function init(args: readonly string[], context: CommandContext): Promise<number> {
  const request = parseInit(args);
  if (request === "help") {
    context.out(wrapped(initHelp, context.columns));
    return WELL;
  }
  const interview = new Interview(context, request.hurried);
  try {
    const plan = await planned(request, interview, context);
    if (plan.refused) {
      context.say("Nothing was written. --skip-checks writes the entry without asking the cloud.\n");
      return FAILED;
    }
    if (request.dryRun) {
      context.out(`${fileLines(plan.files, future).join("\n")}\nNothing was written (--dry-run).\n`);
      return WELL;
    }
    if (!(await confirmed(plan.files, interview, context))) {
      context.say("Nothing was written.\n");
      return WELL;
    }
    return await carryOut(plan, request, context);
  } catch (error) {
    if (!(error instanceof InputEndedError)) throw error;
    context.say(
      error.why === "interrupted" ? "Nothing was written.\n" : "The input has ended: nothing was written.\n",
    );
    return INTERRUPTED;
  } finally {
    context.terminal?.release();
  }
}

async function planned(request: InitRequest, interview: Interview, context: CommandContext): Promise<Plan> {
  const sources = realSources(context, {});
  const profile = await kindOf(request, sources, interview);
  const ofProject = cloudOfProject(textFile(join(context.cwd, "Pulumi.yaml")));
  const { name, exists } = await chooseCloud(request, profile, ofProject, sources, interview);
  const entry = exists ? undefined : await askForEntry(name, profile, request, sources, interview, context);
  const wish = await askProject(request, profile, name, interview, context);
  interview.refuseMissing();
  const checks = request.checks && !request.dryRun;
  const ofEntry =
    entry === undefined
      ? {
          files: [keptEntry(name, sources)],
          checks: checks ? (await checksOfCloud(name, [], sources, context)).checks : [],
          refused: false,
        }
      : await acceptedEntry(entry, checks, sources, interview, context);
  return { cloud: name, wish, ...ofEntry, files: [...ofEntry.files, ...projectFiles(wish)] };
}

async function kindOf({ kind }: InitRequest, sources: Sources, interview: Interview): Promise<Profile> {
  const ofEnvironment = environmentFields(sources)?.profile;
  const chosen = await interview.choice({
    words: "Kind of cloud",
    option: "the kind of cloud, as the first word",
    given: kind,
    among: kinds,
    fallback: ofEnvironment !== undefined && isProfile(ofEnvironment) ? ofEnvironment : undefined,
    meant: kindMeant,
  });
  interview.refuseMissing(); // what else is needed follows from it
  return chosen ?? "otc";
}

/** On a terminal everybody sees the list before it comes true. */
async function confirmed(
  files: readonly PlannedFile[],
  interview: Interview,
  { cwd, say }: CommandContext,
): Promise<boolean> {
  if (!interview.asksAll || files.every((file) => !isWritten(file))) return true;
  say(`In ${cwd}:\n${fileLines(files, future).join("\n")}\n`);
  return interview.agrees("Write these files?", true);
}

const isWritten = (file: PlannedFile) => fateOf(file) === "written" || fateOf(file) === "completed";
const future = (fate: ReturnType<typeof fateOf>) =>
  ({ written: "to be written", completed: "to be completed", kept: "kept", "would differ": "would differ" })[
    fate
  ];

async function carryOut(
  { cloud, wish, files, checks: ofCloud }: Plan,
  request: InitRequest,
  context: CommandContext,
): Promise<number> {
  context.terminal?.release();
  writeFiles(files);
  const stack = await ensureStack(request.stack, context);
  const checks = [...ofCloud, ...(await checksOfProgram(wish.language, context))];
  const report = { cloud, files, stack, checks, next: nextCommands(wish, stack) };
  context.out(request.json ? asJson(report) : wrapped(asText(report), context.columns));
  return checks.some(({ verdict }) => verdict === "failed") ? FAILED : WELL;
}
