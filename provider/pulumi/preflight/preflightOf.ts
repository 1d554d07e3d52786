import * as pulumi from "@pulumi/pulumi";
import { type PreflightMode, preflightMode } from "../../lifecycle/operation/preflightMode";
import type { Props } from "../../lifecycle/state/inputs";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import type { AfterPreflight, Registration } from "../program/registration";
import { asUserError } from "../program/userError";
import { isPredictable, mayBeTransformed } from "./predictable";

const running = (): typeof import("./runPreflight") => require("./runPreflight"); // with the first preflight

/**
 * Makes a registration wait for its preflight, by the option `dependsOn`: the one thing that a registration waits for and that
 * adds nothing to the inputs. If the preflight refuses, the resource is never registered.
 */
export function preflightOf<Args extends CommonArgs>(load: () => ImageResource<Args>): AfterPreflight {
  return (registration) => {
    const { opts } = registration;
    const mode = asUserError(() => preflightMode(new pulumi.Config("cloudimages").get("preflight")));
    const address = process.env.PULUMI_NODEJS_ENGINE;
    if (address === undefined || !isWanted(mode, opts)) return opts;
    const { dependsOn = [] } = opts;
    const passed = whenKnown(load, registration, mode, address);
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

/** Only here does a program load what asks clouds: where no preflight is wanted, or an argument is unknown, it never does. */
async function whenKnown<Args extends CommonArgs>(
  load: () => ImageResource<Args>,
  { name, urn, owner, args }: Registration,
  mode: PreflightMode,
  engineAddress: string,
): Promise<void> {
  const given = await knownValues(args);
  const resolvedUrn = await knownValues({ urn });
  if (given === undefined || resolvedUrn === undefined || mayBeTransformed()) return;
  const planned = { name, urn: String(resolvedUrn.urn), owner, args, given };
  await running().runPreflight(load(), planned, mode, engineAddress);
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
