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
import { asker, WITHIN_MS } from "../asking";
import { configFileOf, ownerBeside, setOwner } from "../configFile";
import { importHelp } from "../help";
import { type Place, placeOf } from "../place";
import { counter } from "../progress";
import { refuseOldEngine } from "../pulumiCli";
import type { Surroundings } from "../surroundings";
import { type Asked, parseImport } from "./asked";
import { choose } from "./choose";
import { concernsCloud, halfMarked, toldOf } from "./failures";
import { type Entry, importFile } from "./importFile";
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
export async function importImages(args: readonly string[], around: Surroundings): Promise<number> {
  const asked = parseImport(args);
  if (asked === "help") {
    around.out(importHelp);
    return WRITTEN;
  }
  const configFile = configFileOf("import", asked.configFile, around);
  const file = resolve(around.cwd, asked.file);
  refuseFile(file, asked.file);
  await refuseOldEngine(around);
  const place = await placeOf(asked.stack, configFile, around);
  refuseStrangeParent(asked.parent, place);
  const cloud = connect(resolveCloud(asked.cloud, place.sources), around.clock, (text) =>
    around.say(`${text}\n`),
  );
  refuseProfile(cloud, asked);
  try {
    const report = await importFrom(cloud, asked, place, around).catch((error: unknown) => {
      throw toldOf(cloud, error);
    });
    if (report.problems.length === 0) write(file, asked, report.entries);
    if (asked.json) around.out(asJson(report));
    else if (report.problems.length === 0) around.out(report.program);
    if (!asked.json) around.say(toldBeside(report));
    return report.problems.length === 0 ? WRITTEN : REFUSED;
  } finally {
    await cloud.close?.();
  }
}

async function importFrom(
  cloud: Cloud,
  asked: Asked,
  place: Place,
  around: Surroundings,
): Promise<ImportReport> {
  const { importable } = asked;
  const soon = () => ({ deadline: around.clock.now() + WITHIN_MS });
  const ask = async <Value>(doing: string, work: () => Promise<Value>): Promise<Value> => {
    const tried = await asker(cloud.name, around)(doing, work);
    if ("error" in tried) throw tried.error;
    return tried.value;
  };
  const location = await ask("signs in", () => cloud.location());
  const choice =
    asked.ids.length > 0
      ? { ids: asked.ids, passedOver: [], problems: [] }
      : await ask("looks for images", () => choose(cloud, asked, place, soon()));
  const { ids } = choice;
  checkSources(asked, [...ids, ...choice.passedOver.map(({ id }) => id)]);

  const howFar = counter(around, `images of cloud "${cloud.name}" read`, ids.length);
  const problems = [...choice.problems];
  const refused: string[] = [];
  const looked: { readonly name: string; readonly imported: Imported }[] = [];
  for (const [at, id] of ids.entries()) {
    howFar(at);
    const name = ids.length === 1 ? asked.name : `${asked.name}-${at + 1}`;
    const urn = urnOf(place, asked, name);
    try {
      refuseKnown(place, id, urn);
      const cloudArg = asked.cloud === undefined ? {} : { cloud: asked.cloud };
      const given = { ...cloudArg, ...sourceFor(asked, id) };
      const { owner } = place;
      const wanted = { cloud, location, id, urn, owner, given, takeOver: asked.takeOver, newClaim };
      const imported = await ask(`reads image ${id}`, () => importImage(importable.resource, wanted, soon()));
      looked.push({ name, imported });
    } catch (error) {
      if (!(error instanceof CloudError) || concernsCloud(error)) throw error;
      problems.push(explain(error).replaceAll("\n", ". "));
      refused.push(id);
    }
  }
  const entries: Entry[] = [];
  for (const { name, imported } of problems.length > 0 ? [] : looked) {
    const marking = () => ask(`marks image ${imported.id}`, () => imported.mark(soon()));
    const outputs = asked.takeOver
      ? await marking().catch((error: unknown) => {
          throw halfMarked(imported.id, entries.length, error);
        })
      : imported.outputs;
    entries.push({ name, imported, outputs });
  }
  return {
    asked,
    cloud: cloud.name,
    entries,
    program: programText(asked, entries),
    notes: [
      ...choice.passedOver.map(({ id, urn }) => `image ${id} is passed over: the state has it, as ${urn}`),
      ...(asked.configFile === undefined || place.ownerIsNamed ? [] : [`${ownerBeside}; ${setOwner}`]),
    ],
    problems,
    refused: looked.length > 0 ? refused : [],
  };
}

function urnOf({ stack, project }: Place, { importable, parent }: Asked, name: string): string {
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
function refuseProfile({ name, profile }: Cloud, { importable: { resource } }: Asked): void {
  const [foreign] = resource.rules({}, profile);
  if (foreign === undefined) return;
  throw new UsageError(`import: cloud "${name}" has no ${resource.type}: ${foreign.reason}.`);
}

function write(file: string, asked: Asked, entries: readonly Entry[]): void {
  try {
    writeFileSync(file, importFile(asked, entries), { flag: "wx" });
  } catch (error) {
    throw new CloudError(`${asked.file} cannot be written: ${(error as Error).message}`, {
      outcome: "not-sent",
      hint: "name another --file",
    });
  }
}
