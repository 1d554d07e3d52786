import * as pulumi from "@pulumi/pulumi";
import { printable } from "../../http/log/printable";
import { type PreflightMode, preflightMode } from "../../lifecycle/operation/preflightMode";
import type { Props } from "../../lifecycle/state/inputs";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import { forPeople } from "../forPeople";
import { hushing } from "../hush";
import { type Engine, engineAt } from "../process/engine";
import { configValue } from "../program/configValue";
import type { AfterPreflight, Registration } from "../program/registration";
import { secretFields } from "../program/secretArgs";
import { isForeseen, mayBeTransformed } from "./foreseen";
import { openProgramPreflight, type ProgramPreflight } from "./programPreflight";

/**
 * Of all that a registration waits for, `dependsOn` alone adds nothing to the inputs. Where the preflight refuses, the
 * engine never hears of the resource.
 */
export function preflightOf<Args extends CommonArgs>(resource: ImageResource<Args>): AfterPreflight {
  return (registration) => {
    const { opts } = registration;
    const mode = forPeople(() => preflightMode(new pulumi.Config("cloudimages").get("preflight")));
    const address = process.env.PULUMI_NODEJS_ENGINE;
    if (address === undefined || !isWanted(mode, opts)) return opts;
    engine ??= engineAt(address);
    const { dependsOn = [] } = opts;
    const passed = judge(resource, registration, mode, engine);
    passed.catch(() => {}); // told by the registration, which may ask only later
    return { ...opts, dependsOn: passed.then(() => dependsOn) as Dependencies };
  };
}

type Dependencies = NonNullable<pulumi.CustomResourceOptions["dependsOn"]>;

/**
 * The engine's address is in the environment of a program that the engine has started. Not so in a unit test with mocks,
 * which must not reach any cloud, nor in a program that the Automation API runs inline or in a component's own process,
 * whose environment and folder are not those of the provider process, so that another cloud might be meant.
 *
 * In an update the provider tells everything right before the create; twice would be noise, so only refusals are left to us.
 */
function isWanted(mode: PreflightMode, opts: pulumi.CustomResourceOptions): boolean {
  return isForeseen(opts) && (mode === "error" || (mode === "warn" && pulumi.runtime.isDryRun()));
}

let engine: Engine | undefined;
let program: ProgramPreflight | undefined;

async function judge<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  { name, urn, owner, args }: Registration,
  mode: PreflightMode,
  engine: Engine,
): Promise<void> {
  const given = await known(args);
  const where = await known({ urn });
  if (given === undefined || where === undefined || mayBeTransformed()) return;
  program ??= untilTheEnd(openProgramPreflight(configValue));
  const hush = hushing({ args: given, secrets: await secretFields(args) });
  const { refused, warnings } = await program.probe(resource, { urn: String(where.urn), owner, given }, mode);
  if (pulumi.runtime.isDryRun()) {
    // Not by pulumi.log: there a message waits for its resource, and so do all that come after it.
    for (const text of warnings) {
      engine.log({
        urn: String(where.urn),
        text: printable(hush(text)),
        severity: "warning",
        ephemeral: false,
      });
    }
  }
  if (refused !== undefined)
    throw new pulumi.RunError(printable(`${resource.type} ${name}: ${hush(refused)}`));
}

/**
 * Emitted when nothing is under way any more, also where the program fails. Pulumi's runtime waits there for what others
 * begin, before it tells the engine that the program has ended (seen: @pulumi/pulumi 3.270, cmd/run/index.js).
 */
function untilTheEnd(opened: ProgramPreflight): ProgramPreflight {
  process.once("beforeExit", () => void opened.close());
  return opened;
}

/** Undefined while anything is unknown, and when it fails, which the registration tells. */
async function known(values: Readonly<Record<string, unknown>>): Promise<Props | undefined> {
  // Of the runtime's own: not in its declarations.
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
