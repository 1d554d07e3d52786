import { realSources } from "../../pulumi/program/sources";
import { parseOptions, refuseEmpty } from "../arguments";
import { attempt } from "../attempt";
import type { CommandContext } from "../commandContext";
import { configFileOf } from "../configFile";
import { doctorHelp } from "../help";
import { doctorOptions } from "../options";
import { programForm } from "../projectFile";
import { exportedState } from "../state/exportedState";
import type { StackState } from "../state/readState";
import { wrapped } from "../terminal/wrapped";
import { type Check, failed, failedBy } from "./check";
import { cloudReport } from "./cloudReport";
import { allChecks, asJson, asText } from "./doctorReport";
import { configurationChecks } from "./program/configurationChecks";
import { packageChecks } from "./program/packageChecks";
import { pluginChecks } from "./program/pluginChecks";
import { noProviders, providerReports, type StackProviders, stackProviders } from "./providerReports";
import { stackReport, underWayHint } from "./stack/stackReport";
import { cloudOfUnknownStack } from "./stack/unknownStack";

/** Exit codes, as the help documents them. */
const WELL = 0;
const FAILED = 1;

/**
 * Runs `pulumi-cloud-images doctor`: reports which cloud is used, where its settings come from, and whether everything that an
 * `up` needs is in place. It only reads.
 */
export async function doctor(args: readonly string[], context: CommandContext): Promise<number> {
  // Without a name, `--stack` means the selected one, and asks only what is under way there.
  const isBare = (word: string, at: number) => word === "--stack" && (args[at + 1] ?? "-").startsWith("-");
  const flags = parseOptions(
    "doctor",
    args.filter((word, at) => !isBare(word, at)),
    doctorOptions,
  );
  const looksIntoStack = flags.stack !== undefined || args.some(isBare);
  refuseEmpty("doctor", flags);
  if (flags.help) {
    context.out(wrapped(doctorHelp, context.columns));
    return WELL;
  }
  const file = configFileOf("doctor", flags["config-file"], context);
  const form = programForm(context.cwd);
  const {
    configuration,
    hasStack,
    isUnknown = false,
    checks: ofStack,
  } = await configurationChecks({ stack: flags.stack, file, form }, context);
  const found =
    hasStack && flags.cloud === undefined ? await stackProviders(flags.stack, context) : noProviders;
  const state = looksIntoStack && !isUnknown ? await stateAsked(flags, hasStack, found, context) : undefined;
  const sources = realSources(context, configuration.values);
  const ofCloud =
    isUnknown && flags.cloud === undefined
      ? cloudOfUnknownStack
      : await cloudReport(flags.cloud, sources, context, found.whyNone);
  const checks = [
    ...(isUnknown ? ofStack : []), // the cause first
    ...ofCloud.checks,
    ...(form === "native" ? await pluginChecks(context) : packageChecks(context)),
    ...(isUnknown ? [] : ofStack),
    ...found.checks,
    ...(state === undefined && found.state !== undefined ? underWayHint(found.state) : []),
    ...(state !== undefined && "check" in state ? [state.check] : []),
  ];
  const stack =
    state === undefined || "check" in state
      ? undefined
      : await stackReport(state.value, configuration.values, context);
  const providers = await Promise.all(found.providers.map((one) => providerReports(one, context)));
  const report = { ...ofCloud, checks, providers: providers.flat(), stack };
  context.out(flags.json ? asJson(report) : wrapped(asText(report), context.columns));
  return allChecks(report).some(({ verdict }) => verdict === "failed") ? FAILED : WELL;
}

/** The state that `--stack` asks for, or why it cannot be looked into. What another check has said is not said again. */
async function stateAsked(
  { stack, cloud }: { readonly stack?: string | undefined; readonly cloud?: string | undefined },
  hasStack: boolean,
  { state }: StackProviders,
  context: CommandContext,
): Promise<{ readonly value: StackState } | { readonly check: Check }> {
  const name = "images under way";
  if (state !== undefined) return { value: state };
  if (!hasStack)
    return { check: failed(name, "there is no stack that can be read: see stack configuration", HOW) };
  if (cloud === undefined) return { check: failed(name, "the state cannot be read: see explicit providers") };
  const read = await attempt(() => exportedState(stack, context));
  return "error" in read ? { check: failedBy(name, read.error) } : { value: read.value };
}

const HOW = "name the stack: --stack NAME, or select it: `pulumi stack select`";
