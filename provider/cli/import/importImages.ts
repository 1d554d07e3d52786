import { accessSync, constants, existsSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Cloud } from "../../clouds/cloud";
import { connect } from "../../clouds/connect";
import { resolveCloud } from "../../clouds/settings";
import { CloudError, explain } from "../../http/errors";
import { type Imported, importImage } from "../../lifecycle/import/import";
import { newClaim } from "../../lifecycle/marks/marker";
import { typeToken } from "../../pulumi/typeToken";
import { UsageError } from "../arguments";
import { cloudCaller, WITHIN_MS } from "../attempt";
import type { CommandContext } from "../commandContext";
import { configFileOf, ownerBeside, setOwner } from "../configFile";
import { importHelp } from "../help";
import { type Place, placeOf } from "../place";
import { counter } from "../progress";
import { refuseOldEngine } from "../pulumiCli";
import { choose } from "./choose";
import { concernsCloud, halfMarked, toldOf } from "./failures";
import { type ImportEntry, importFile } from "./importFile";
import { type ImportRequest, parseImport } from "./importRequest";
import { refuseStrangeParent, typesAbove } from "./parent";
import { programText } from "./programText";
import { asJson, type ImportReport, toldBeside } from "./report";
import { checkSources, sourceFor } from "./sources";

/** Exit codes, as the help documents them. */
const WRITTEN = 0;
const REFUSED = 1;

/**
 * `pulumi-cloud-images import`: what `pulumi import` needs for images that exist. All images are looked at before anything
 * is marked or written.
 */
export async function importImages(args: readonly string[], context: CommandContext): Promise<number> {
  const request = parseImport(args);
  if (request === "help") {
    context.out(importHelp);
    return WRITTEN;
  }
  const configFile = configFileOf("import", request.configFile, context);
  const file = resolve(context.cwd, request.file);
  refuseFile(file, request.file);
  await refuseOldEngine(context);
  const place = await placeOf(request.stack, configFile, context);
  refuseStrangeParent(request.parent, place);
  const cloud = connect(resolveCloud(request.cloud, place.sources), context.clock, (text) =>
    context.say(`${text}\n`),
  );
  refuseProfile(cloud, request);
  try {
    const report = await importFrom(cloud, request, place, context).catch((error: unknown) => {
      throw toldOf(cloud, error);
    });
    if (report.problems.length === 0) write(file, request, report.entries);
    if (request.json) context.out(asJson(report));
    else if (report.problems.length === 0) context.out(report.program);
    if (!request.json) context.say(toldBeside(report));
    return report.problems.length === 0 ? WRITTEN : REFUSED;
  } finally {
    await cloud.close?.();
  }
}

async function importFrom(
  cloud: Cloud,
  request: ImportRequest,
  place: Place,
  context: CommandContext,
): Promise<ImportReport> {
  const { importable } = request;
  const soon = () => ({ deadline: context.clock.now() + WITHIN_MS });
  const callCloud = async <Value>(doing: string, work: () => Promise<Value>): Promise<Value> => {
    const tried = await cloudCaller(cloud.name, context)(doing, work);
    if ("error" in tried) throw tried.error;
    return tried.value;
  };
  const location = await callCloud("signs in", () => cloud.location());
  const choice =
    request.ids.length > 0
      ? { ids: request.ids, passedOver: [], problems: [] }
      : await callCloud("looks for images", () => choose(cloud, request, place, soon()));
  const { ids } = choice;
  checkSources(request, [...ids, ...choice.passedOver.map(({ id }) => id)]);

  const howFar = counter(context, `images of cloud "${cloud.name}" read`, ids.length);
  const problems = [...choice.problems];
  const refused: string[] = [];
  const looked: { readonly name: string; readonly imported: Imported }[] = [];
  for (const [at, id] of ids.entries()) {
    howFar(at);
    const name = ids.length === 1 ? request.name : `${request.name}-${at + 1}`;
    const urn = urnOf(place, request, name);
    try {
      refuseKnown(place, id, urn);
      const cloudArg = request.cloud === undefined ? {} : { cloud: request.cloud };
      const given = { ...cloudArg, ...sourceFor(request, id) };
      const { owner } = place;
      const wanted = { cloud, location, id, urn, owner, given, takeOver: request.takeOver, newClaim };
      const imported = await callCloud(`reads image ${id}`, () =>
        importImage(importable.resource, wanted, soon()),
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
    const marking = () => callCloud(`marks image ${imported.id}`, () => imported.mark(soon()));
    const outputs = request.takeOver
      ? await marking().catch((error: unknown) => {
          throw halfMarked(imported.id, entries.length, error);
        })
      : imported.outputs;
    entries.push({ name, imported, outputs });
  }
  return {
    request,
    cloud: cloud.name,
    entries,
    program: programText(request, entries),
    notes: [
      ...choice.passedOver.map(({ id, urn }) => `image ${id} is passed over: the state has it, as ${urn}`),
      ...(request.configFile === undefined || place.ownerIsNamed ? [] : [`${ownerBeside}; ${setOwner}`]),
    ],
    problems,
    refused: looked.length > 0 ? refused : [],
  };
}

function urnOf({ stack, project }: Place, { importable, parent }: ImportRequest, name: string): string {
  const type = typesAbove(parent) + typeToken(importable.resource.type);
  return `urn:pulumi:${stack}::${project}::${type}::${name}`;
}

function refuseKnown({ state }: Place, id: string, urn: string): void {
  const known = state.resources.find((one) => one.urn === urn || (one.imageId === id && !one.external));
  if (known === undefined) return;
  const [what, hint] =
    known.imageId === id
      ? [
          `image ${id} is in the state already, as ${known.urn}`,
          `leave it out; to bring it in anew, as after a change of the cloud's address, first let the state forget it, which leaves the image alone: pulumi state delete '${known.urn}'`,
        ]
      : [`the state has a resource ${urn} already`, "give another name"];
  throw new CloudError(what, { outcome: "not-sent", hint });
}

/** Before anything is asked: a file that cannot be written after the images were marked would help nobody. */
function refuseFile(file: string, shown: string): void {
  if (existsSync(file)) throw new UsageError(`import: ${shown} exists: remove it, or name another --file.`);
  const folder = dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`import: --file ${shown}: there is no folder ${folder}.`);
  }
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new UsageError(`import: --file ${shown}: nothing can be written into ${folder}.`);
  }
}

/** What a cloud has not at all is no matter of single images. */
function refuseProfile({ name, profile }: Cloud, { importable: { resource } }: ImportRequest): void {
  const [foreign] = resource.rules({}, profile);
  if (foreign === undefined) return;
  throw new UsageError(`import: cloud "${name}" has no ${resource.type}: ${foreign.reason}.`);
}

function write(file: string, request: ImportRequest, entries: readonly ImportEntry[]): void {
  try {
    writeFileSync(file, importFile(request, entries), { flag: "wx" });
  } catch (error) {
    throw new CloudError(`${request.file} cannot be written: ${(error as Error).message}`, {
      outcome: "not-sent",
      hint: "name another --file",
    });
  }
}
