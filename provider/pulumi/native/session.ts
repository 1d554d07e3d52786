import type { Sources } from "../../clouds/settings";
import { openProgramPreflight, type ProgramPreflight } from "../preflight/programPreflight";
import type { Engine } from "../process/engine";
import { openHost, type ProcessHost } from "../process/openHost";
import { configuredSources } from "../program/sources";
import { isDefaultProvider } from "../providerSettings";
import { readingFrom } from "./settings";
import type { Received } from "./wire/received";

/** What a plugin works with, once the engine has configured it. */
export interface Session {
  readonly host: ProcessHost;
  readonly preflight: ProgramPreflight;
  /** Of the look-ups. */
  readonly sources: Sources;
  /** The setting `owner`. */
  readonly owner: string | undefined;
  /** The folder that the engine has started the plugin in. */
  readonly folder: string;
}

/** Sends nothing: clouds are connected to when they are needed. `provider`: the name of the provider resource. */
export function openSession({ values }: Received, engine: Engine, provider: string | undefined): Session {
  const read = readingFrom(values);
  const explicit = provider && !isDefaultProvider(provider) ? provider : undefined;
  const host = openHost(read, engine, explicit);
  return {
    host,
    preflight: openProgramPreflight(host),
    sources: configuredSources(read, explicit),
    owner: read("cloudimages:owner"),
    folder: process.cwd(),
  };
}
