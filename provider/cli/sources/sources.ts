import type { Cloud } from "../../clouds/cloud";
import { connect } from "../../clouds/connect";
import { profileOf, resolveCloud, settingsWarnings } from "../../clouds/settings";
import { realSources } from "../../pulumi/program/sources";
import { orMeant, parseWords, refuseEmpty, UsageError } from "../arguments";
import type { CommandContext } from "../commandContext";
import { configFileOf } from "../configFile";
import { sourcesHelp } from "../help";
import { sourcesOptions } from "../options";
import { reportIfSlow } from "../progress";
import { wrapped } from "../terminal/wrapped";
import { configurationIfAny } from "./configurationIfAny";
import { type Kind, kinds, kindsOf } from "./groups";
import { listSources, type Wanted } from "./listSources";
import { asJson, asPlainTable, asText } from "./sourcesReport";

/** Exit codes, as the help documents them. */
const LISTED = 0;
const NOT_ALL = 3;

/** Runs `pulumi-cloud-images sources`: lists what images can be made from. It only reads. */
export async function sources(args: readonly string[], context: CommandContext): Promise<number> {
  const { values: flags, words } = parseWords("sources", args, sourcesOptions);
  refuseEmpty("sources", flags);
  if (flags.help) {
    context.out(wrapped(sourcesHelp, context.columns));
    return LISTED;
  }
  const wanted: Wanted = {
    kind: kindOf(words),
    bucket: flags.bucket,
    name: flags.name,
    exportable: flags.exportable ?? false,
  };
  if (wanted.bucket !== undefined && wanted.kind !== "objects")
    throw new UsageError("sources: --bucket goes with objects: sources objects --bucket NAME.");
  const file = configFileOf("sources", flags["config-file"], context);
  const { values } = await configurationIfAny(flags.stack, file, context);
  const settingsFrom = realSources(context, values);
  profileOf(flags.cloud, settingsFrom); // refuses a misspelt profile, as an `up` does
  for (const text of settingsWarnings(flags.cloud, settingsFrom)) context.say(`${text}\n`);
  const settings = resolveCloud(flags.cloud, settingsFrom);
  const cloud = connect(settings, context.clock, (text) => context.say(`${text}\n`));
  try {
    refuseForeign(cloud, wanted.kind);
    const location = await reportIfSlow(context, `signs in to cloud "${cloud.name}"`, cloud.location());
    const report = { settings, location, ...(await listSources(cloud, wanted, context)) };
    for (const { kind, text } of report.problems) context.say(`${kind}: ${text}\n`);
    const { columns } = context;
    if (flags.json) context.out(asJson(report));
    else
      context.out(columns === undefined ? asPlainTable(report) : wrapped(asText(report, columns), columns));
    return report.problems.length > 0 ? NOT_ALL : LISTED;
  } finally {
    await cloud.close?.();
  }
}

function kindOf([word, ...others]: readonly string[]): Kind | undefined {
  if (others.length > 0)
    throw new UsageError(`sources: one kind at a time, or none for all: ${kinds.join(", ")}.`);
  const kind = kinds.find((known) => known === word);
  if (kind !== undefined || word === undefined) return kind;
  const meant = orMeant(word, kinds);
  throw new UsageError(`sources: there is no kind "${word}".${meant} Kinds: ${kinds.join(", ")}.`);
}

/** What another cloud has is no empty list. */
function refuseForeign({ name, profile, sourceLists }: Cloud, kind: Kind | undefined): void {
  const has = kindsOf(sourceLists);
  if (kind === undefined || has.includes(kind)) return;
  throw new UsageError(
    `sources: on cloud "${name}" (${profile}) no image is made from ${kind}. It has: ${has.join(", ")}.`,
  );
}
