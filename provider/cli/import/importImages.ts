import type { Cloud } from "../../clouds/cloud";
import { connect } from "../../clouds/connect";
import { resolveCloud } from "../../clouds/settings";
import { CloudError, explain } from "../../http/errors";
import { newClaim } from "../../lifecycle/marks/marker";
import { type ImportedState, importImage } from "../../pulumi/dynamic/provider/verbs";
import { dynamicToken, urnForMark } from "../../pulumi/tokens";
import { UsageError } from "../arguments";
import { CALL_LIMIT_MS, cloudCaller } from "../attempt";
import type { CommandContext } from "../commandContext";
import { configFileOf, ownerIgnoresFile, setOwnerHint } from "../configFile";
import { importHelp } from "../help";
import { progressCounter } from "../progress";
import { programForm } from "../projectFile";
import { refuseOldEngine } from "../pulumiCli";
import { type TargetStack, targetStackOf } from "../targetStack";
import { wrapped } from "../terminal/wrapped";
import { chooseImages } from "./chooseImages";
import { concernsCloud, markingFailed, withCloudName } from "./failures";
import { fileToWrite, writeNew } from "./fileToWrite";
import { type ImportEntry, importFile } from "./importFile";
import { asJson, asText, type ImportReport, textToUse } from "./importReport";
import { type ImportRequest, parseImport } from "./importRequest";
import { parentTypes, refuseUnknownParent } from "./parentUrn";
import { checkSources, sourceFor } from "./sourceOptions";

/** Exit codes, as the help documents them. */
const DONE = 0;
const REFUSED = 1;

/**
 * Runs `pulumi-cloud-images import`: prepares what `pulumi import` needs for existing images: a file for dynamic resources, a
 * command for those of the plugin. All images are read before anything is marked or written.
 */
export async function importImages(args: readonly string[], context: CommandContext): Promise<number> {
  const request = parseImport(args);
  if (request === "help") {
    context.out(wrapped(importHelp, context.columns));
    return DONE;
  }
  const configFile = configFileOf("import", request.configFile, context);
  const isNative = programForm(context.cwd) === "native";
  if (isNative) refuseFileOption(request);
  const file = isNative ? undefined : fileToWrite(request.file, context);
  if (!isNative) await refuseOldEngine(context);
  const target = await targetStackOf(request.stack, configFile, context);
  refuseUnknownParent(request.parent, target);
  const cloud = connect(resolveCloud(request.cloud, target.sources), context.clock, (text) =>
    context.say(`${text}\n`),
  );
  refuseProfile(cloud, request);
  try {
    const imported = await importFrom(cloud, request, target, context).catch((error: unknown) => {
      throw withCloudName(cloud, error);
    });
    const report: ImportReport = { ...imported, file: file?.shown };
    const isDone = report.problems.length === 0;
    if (isDone && file !== undefined) writeNew(file, importFile(request, report.entries));
    if (request.json) context.out(asJson(report));
    else if (isDone) context.out(textToUse(report));
    if (!request.json) context.say(asText(report));
    return isDone ? DONE : REFUSED;
  } finally {
    await cloud.close?.();
  }
}

async function importFrom(
  cloud: Cloud,
  request: ImportRequest,
  target: TargetStack,
  context: CommandContext,
): Promise<Omit<ImportReport, "file">> {
  const { importable } = request;
  const withDeadline = () => ({ deadline: context.clock.now() + CALL_LIMIT_MS });
  const callCloud = async <Value>(doing: string, work: () => Promise<Value>): Promise<Value> => {
    const tried = await cloudCaller(cloud.name, context)(doing, work);
    if ("error" in tried) throw tried.error;
    return tried.value;
  };
  const location = await callCloud("signs in", () => cloud.location());
  const choice =
    request.ids.length > 0
      ? { ids: request.ids, alreadyImported: [], problems: [] }
      : await callCloud("looks for images", () => chooseImages(cloud, request, target, withDeadline()));
  const { ids } = choice;
  checkSources(request, [...ids, ...choice.alreadyImported.map(({ id }) => id)]);

  const reportProgress = progressCounter(context, `images of cloud "${cloud.name}" read`, ids.length);
  const problems = [...choice.problems];
  const refused: string[] = [];
  const looked: { readonly name: string; readonly imported: ImportedState }[] = [];
  for (const [at, id] of ids.entries()) {
    reportProgress(at);
    const name = ids.length === 1 ? request.name : `${request.name}-${at + 1}`;
    const urn = urnOf(target, request, name);
    try {
      refuseKnown(target, id, urn);
      const cloudArg = request.cloud === undefined ? {} : { cloud: request.cloud };
      const given = { ...cloudArg, ...sourceFor(request, id) };
      const { owner } = target;
      const wanted = { cloud, location, id, urn, owner, given, takeOver: request.takeOver, newClaim };
      const imported = await callCloud(`reads image ${id}`, () =>
        importImage(importable.resource, wanted, withDeadline()),
      );
      looked.push({ name, imported });
    } catch (error) {
      if (!(error instanceof CloudError) || concernsCloud(error)) throw error;
      problems.push(explain(error).replaceAll("\n", ". "));
      refused.push(id);
    }
  }
  const entries: ImportEntry[] = [];
  for (const { name, imported } of problems.length > 0 ? [] : looked) {
    const marking = () => callCloud(`marks image ${imported.id}`, () => imported.mark(withDeadline()));
    const outputs = request.takeOver
      ? await marking().catch((error: unknown) => {
          throw markingFailed(imported.id, entries.length, error);
        })
      : imported.outputs;
    entries.push({ name, imported, outputs });
  }
  return {
    request,
    cloud: cloud.name,
    entries,
    notes: [
      ...choice.alreadyImported.map(
        ({ id, urn }) => `image ${id} is passed over: the state has it, as ${urn}`,
      ),
      ...(request.configFile === undefined || target.ownerIsNamed
        ? []
        : [`${ownerIgnoresFile}; ${setOwnerHint}`]),
    ],
    problems,
    refused: looked.length > 0 ? refused : [],
  };
}

function urnOf({ stack, project }: TargetStack, { importable, parent }: ImportRequest, name: string): string {
  const type = parentTypes(parent) + dynamicToken(importable.resource.type);
  return `urn:pulumi:${stack}::${project}::${type}::${name}`;
}

function refuseKnown({ state }: TargetStack, id: string, urn: string): void {
  const existing = state.resources.find(
    (one) => urnForMark(one.urn) === urn || (one.imageId === id && !one.external),
  );
  if (existing === undefined) return;
  const [what, hint] =
    existing.imageId === id
      ? [
          `image ${id} is in the state already, as ${existing.urn}`,
          `leave it out; to bring it in anew, as after a change of the cloud's address, first let the state forget it, which leaves the image alone: pulumi state delete '${existing.urn}'`,
        ]
      : [`the state has a resource ${existing.urn} already`, "give another name"];
  throw new CloudError(what, { outcome: "not-sent", hint });
}

function refuseFileOption({ file }: ImportRequest): void {
  if (file === undefined) return;
  throw new UsageError(
    "import: --file is for programs with dynamic resources, in TypeScript and JavaScript: here `pulumi import` needs no file.",
  );
}

/** Refuses a cloud that does not have this resource at all. */
function refuseProfile({ name, profile }: Cloud, { importable: { resource } }: ImportRequest): void {
  const [foreign] = resource.rules({}, profile);
  if (foreign === undefined) return;
  throw new UsageError(`import: cloud "${name}" has no ${resource.type}: ${foreign.reason}.`);
}
