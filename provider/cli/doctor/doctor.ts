import { realSources } from "../../pulumi/program/sources";
import { parseOptions, refuseEmpty } from "../arguments";
import type { CommandContext } from "../commandContext";
import { configFileOf } from "../configFile";
import { doctorHelp } from "../help";
import { programForm } from "../projectFile";
import { cloudReport } from "./cloudReport";
import { allChecks, asJson, asText } from "./doctorReport";
import { configurationChecks } from "./program/configurationChecks";
import { packageChecks } from "./program/packageChecks";
import { pluginChecks } from "./program/pluginChecks";
import { noProviders, providerReports, stackProviders } from "./providerReports";

const options = {
  cloud: { type: "string" },
  stack: { type: "string" },
  "config-file": { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** Exit codes, as the help documents them. */
const WELL = 0;
const FAILED = 1;

/**
 * Runs `pulumi-cloud-images doctor`: reports which cloud is used, where its settings come from, and whether everything that an
 * `up` needs is in place. It only reads.
 */
export async function doctor(args: readonly string[], context: CommandContext): Promise<number> {
  const flags = parseOptions("doctor", args, options);
  refuseEmpty("doctor", flags);
  if (flags.help) {
    context.out(doctorHelp);
    return WELL;
  }
  const file = configFileOf("doctor", flags["config-file"], context);
  const form = programForm(context.cwd);
  const {
    configuration,
    hasStack,
    checks: ofStack,
  } = await configurationChecks({ stack: flags.stack, file, form }, context);
  const found =
    hasStack && flags.cloud === undefined ? await stackProviders(flags.stack, context) : noProviders;
  const sources = realSources(context, configuration.values);
  const ofCloud = await cloudReport(flags.cloud, sources, context, found.whyNone);
  const checks = [
    ...ofCloud.checks,
    ...(form === "native" ? await pluginChecks(context) : packageChecks(context)),
    ...ofStack,
    ...found.checks,
  ];
  const providers = await Promise.all(found.providers.map((one) => providerReports(one, context)));
  const report = { ...ofCloud, checks, providers: providers.flat() };
  context.out(flags.json ? asJson(report) : asText(report));
  return allChecks(report).some(({ verdict }) => verdict === "failed") ? FAILED : WELL;
}
