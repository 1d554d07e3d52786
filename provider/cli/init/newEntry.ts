import { InvalidSettingsError, type Profile, resolveCloud, type Sources } from "../../clouds/settings";
import { UsageError } from "../arguments";
import type { CommandContext } from "../commandContext";
import type { Check } from "../doctor/check";
import { beforeWriting, checkLines, checksOfCloud, refusals, withFiles } from "./checks";
import { askEntry, type EntryFields, type KnownFields } from "./entry/askEntry";
import { entryFile, entryFiles, refuseName } from "./entry/entryFiles";
import { environmentFields } from "./entry/environmentFields";
import type { PlannedFile } from "./files/plannedFile";
import type { InitRequest } from "./initRequest";
import type { Interview } from "./interview";

/** A new entry of clouds.yaml, before it is written. */
export interface NewEntry {
  readonly name: string;
  readonly path: string;
  readonly known: KnownFields;
  readonly answers: EntryFields;
}

export async function askForEntry(
  name: string,
  profile: Profile,
  request: InitRequest,
  sources: Sources,
  interview: Interview,
  context: CommandContext,
): Promise<NewEntry> {
  refuseName(name);
  const known = {
    profile,
    given: request.fields,
    way: request.way,
    environment: ownEnvironment(profile, sources, context),
    secret: await secretOnStdin(request, context),
  };
  const answers = await askEntry(known, interview);
  return { name, known, answers, path: await entryFile(request.scope, sources, interview) };
}

/** The variables, if they are of this cloud. */
function ownEnvironment(
  profile: Profile,
  sources: Sources,
  { say }: CommandContext,
): KnownFields["environment"] {
  const environment = environmentFields(sources);
  if (environment === undefined) return {};
  if (environment.profile === undefined || environment.profile === profile) return environment.layer;
  say(
    `The variables ${environment.prefix} of the environment are of another cloud (${environment.profile}): they are not used here.\n`,
  );
  return {};
}

async function secretOnStdin(
  { secretOnStdin: wanted }: InitRequest,
  { terminal, readStdin }: CommandContext,
): Promise<string | undefined> {
  if (!wanted) return undefined;
  if (terminal !== undefined)
    throw new UsageError(
      "init: --secret-stdin: standard input is the terminal. Leave the option out: you are asked.",
    );
  const secret = (await readStdin()).replace(/\r?\n$/, "");
  if (secret.trim() === "") throw new UsageError("init: --secret-stdin: there is nothing on standard input.");
  return secret;
}

/** The files of an entry that the cloud lets in, and what the doctor says of it. Undefined if it does not. */
export async function acceptedEntry(
  entry: NewEntry,
  checks: boolean,
  sources: Sources,
  interview: Interview,
  context: CommandContext,
): Promise<{
  readonly files: readonly PlannedFile[];
  readonly checks: readonly Check[];
  readonly refused: boolean;
}> {
  const files = entryFiles(entry.name, entry.answers, entry.path, sources);
  const problem = settingsProblem(entry.name, withFiles(files, sources));
  if (problem === undefined && !checks) return { files, checks: [], refused: false };
  context.terminal?.release(); // Ctrl-C ends the calls at once
  if (problem !== undefined && !interview.asksAll)
    throw new UsageError(`init: ${problem} Nothing was written.`);
  const report = problem === undefined ? await checksOfCloud(entry.name, files, sources, context) : undefined;
  const found = report?.checks ?? [];
  const wrong = report === undefined ? [] : beforeWriting(refusals(found), report);
  if (problem === undefined && wrong.length === 0) return { files, checks: found, refused: false };
  context.say(problem === undefined ? `${checkLines(wrong).slice(0, -1).join("\n")}\n` : `${problem}\n`);
  if (!interview.asksAll || !(await interview.agrees("Enter the cloud's settings again?", true)))
    return { files, checks: found, refused: true };
  const answers = await askEntry({ ...entry.known, before: entry.answers }, interview);
  return acceptedEntry({ ...entry, answers }, checks, sources, interview, context);
}

function settingsProblem(name: string, sources: Sources): string | undefined {
  try {
    resolveCloud(name, sources);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidSettingsError) return error.message;
    throw error;
  }
}
