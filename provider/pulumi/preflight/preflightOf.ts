import * as pulumi from "@pulumi/pulumi";
import { printable } from "../../http/log/printable";
import { type PreflightMode, preflightMode } from "../../lifecycle/operation/preflightMode";
import type { Props } from "../../lifecycle/state/inputs";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import type { Engine } from "../process/engine";
import { engineAt } from "../process/engineAt";
import { resourceLog } from "../process/resourceLog";
import { configValue } from "../program/configValue";
import { type Connections, connections } from "../program/connections";
import type { AfterPreflight, Registration } from "../program/registration";
import { secretArgNames } from "../program/secretArgs";
import { configuredSources } from "../program/sources";
import { asUserError, userError } from "../program/userError";
import { secretMask } from "../secretMask";
import { isPredictable, mayBeTransformed } from "./predictable";
import { openProgramPreflight, type ProgramPreflight } from "./programPreflight";

/**
 * Makes a registration wait for its preflight, by the option `dependsOn`: the one thing that a registration waits for and that
 * adds nothing to the inputs. If the preflight refuses, the resource is never registered.
 */
export function preflightOf<Args extends CommonArgs>(resource: ImageResource<Args>): AfterPreflight {
  return (registration) => {
    const { opts } = registration;
    const mode = asUserError(() => preflightMode(new pulumi.Config("cloudimages").get("preflight")));
    const address = process.env.PULUMI_NODEJS_ENGINE;
    if (address === undefined || !isWanted(mode, opts)) return opts;
    engine ??= engineAt(address);
    const { dependsOn = [] } = opts;
    const passed = runPreflight(resource, registration, mode, engine);
    passed.catch(() => {}); // the registration reports it, but may await it only later
    return { ...opts, dependsOn: passed.then(() => dependsOn) as Dependencies };
  };
}

type Dependencies = NonNullable<pulumi.CustomResourceOptions["dependsOn"]>;

/**
 * Called only where the engine's address is in the environment, which holds for a program that the engine has started. It
 * does not hold for a unit test with mocks, which must not reach any cloud. Nor does it for an inline program of the
 * Automation API or a component in its own process: their environment and folder differ from the provider's, so they might
 * mean another cloud.
 *
 * In an update the provider warns right before the create. Warning twice would be noise, so here an update only refuses.
 */
function isWanted(mode: PreflightMode, opts: pulumi.CustomResourceOptions): boolean {
  return isPredictable(opts) && (mode === "error" || (mode === "warn" && pulumi.runtime.isDryRun()));
}

let engine: Engine | undefined;
let program: ProgramPreflight | undefined;

async function runPreflight<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  { name, urn, owner, args }: Registration,
  mode: PreflightMode,
  engine: Engine,
): Promise<void> {
  const given = await knownValues(args);
  const resolvedUrn = await knownValues({ urn });
  if (given === undefined || resolvedUrn === undefined || mayBeTransformed()) return;
  program ??= openProgramPreflight(closedAtExit(connections(configuredSources(configValue), () => {})));
  const mask = secretMask({ args: given, secrets: await secretArgNames(args) });
  const log = resourceLog(engine, String(resolvedUrn.urn)); // not pulumi.log: it holds messages back until its resource is registered
  const about = { urn: String(resolvedUrn.urn), owner, given, log };
  const { refusal, warnings } = await program.probe(resource, about, mode);
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

/** The resolved values. Undefined if one of them is unknown, or fails: then the registration reports it. */
async function knownValues(values: Readonly<Record<string, unknown>>): Promise<Props | undefined> {
  // Internal to Pulumi's runtime: not in its declarations.
  const output = pulumi.output(values) as unknown as {
    isKnown: Promise<boolean>;
    promise(): Promise<Props>;
  };
  try {
    return (await output.isKnown) ? await output.promise() : undefined;
  } catch {
    return undefined;
  }
}
