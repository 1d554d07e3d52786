import * as pulumi from "@pulumi/pulumi";
import { printable } from "../../http/log/printable";
import type { PreflightMode } from "../../lifecycle/operation/preflightMode";
import type { Props } from "../../lifecycle/state/inputs";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import type { Engine } from "../process/engine";
import { engineAt } from "../process/engineAt";
import { resourceLog } from "../process/resourceLog";
import { configValue } from "../program/configValue";
import { type Connections, connections } from "../program/connections";
import { secretArgNames } from "../program/secretArgs";
import { configuredSources } from "../program/sources";
import { userError } from "../program/userError";
import { secretMask } from "../secretMask";
import { openProgramPreflight, type ProgramPreflight } from "./programPreflight";

/** An image that is about to be registered, all of whose arguments are known. */
export interface PlannedRegistration {
  readonly name: string;
  readonly urn: string;
  readonly owner: string;
  /** The arguments as the program gives them, which tell what is secret. */
  readonly args: object;
  readonly given: Props;
}

let engine: Engine | undefined;
let program: ProgramPreflight | undefined;

/** Throws if the cloud would refuse the image; in a preview also warns. */
export async function runPreflight<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  { name, urn, owner, args, given }: PlannedRegistration,
  mode: PreflightMode,
  engineAddress: string,
): Promise<void> {
  engine ??= engineAt(engineAddress);
  program ??= openProgramPreflight(closedAtExit(connections(configuredSources(configValue), () => {})));
  const mask = secretMask({ args: given, secrets: await secretArgNames(args) });
  const log = resourceLog(engine, urn); // not pulumi.log: it holds messages back until its resource is registered
  const { refusal, warnings } = await program.probe(resource, { urn, owner, given, log }, mode);
  if (pulumi.runtime.isDryRun()) for (const text of warnings) log.warn(mask(text));
  if (refusal !== undefined) throw userError(printable(`${resource.type} ${name}: ${mask(refusal)}`));
}

/**
 * Node emits `beforeExit` when no work is left, also after a program that fails. Pulumi's runtime still waits for work that is
 * started then, before it tells the engine that the program has ended (seen: @pulumi/pulumi 3.270, cmd/run/index.js).
 */
function closedAtExit(opened: Connections): Connections {
  process.once("beforeExit", () => void opened.close());
  return opened;
}
