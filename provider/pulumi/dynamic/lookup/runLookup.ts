import * as pulumi from "@pulumi/pulumi";
import { type Lookup, LookupError, lookUp } from "../../lookup/lookUp";
import { configValue } from "../../program/configValue";
import { refuseStrayConfig } from "../../program/refuseStrayConfig";
import { secretNamesOf } from "../../program/secretArgs";
import { refusePlainCredentials } from "../../program/secretConfig";
import { configuredSources } from "../../program/sources";
import { userError } from "../../program/userError";
import { warnOfCloud } from "../warnOfCloud";
import type { Inputs } from "./inputs";
import { stackLog } from "./stackLog";

/** Looks up for this program, with the settings of its stack. */
export async function runLookup<Args extends { readonly cloud?: string }, Result>(
  lookup: Lookup<Args, Result>,
  args: Args,
  secrets: ReadonlySet<string> = new Set(),
): Promise<Result> {
  refuseStrayConfig();
  refusePlainCredentials();
  const sources = configuredSources(configValue);
  try {
    const warn = (text: string) => warnOfCloud(args.cloud, text);
    return await lookUp(lookup, args, { sources, secrets, warn, during: stackLog()?.during });
  } catch (error) {
    throw error instanceof LookupError ? userError(`${lookup.name}: ${error.message}`) : error;
  }
}

export function runLookupOutput<Args extends { readonly cloud?: string }, Result>(
  lookup: Lookup<Args, Result>,
  args: pulumi.Input<Inputs<Args>>,
): pulumi.Output<Result> {
  const resolved = async (values: unknown) =>
    runLookup(lookup, values as Args, await secretNamesOf(args as pulumi.Input<object>, values as object));
  return pulumi.output(args).apply(resolved) as pulumi.Output<Result>;
}
