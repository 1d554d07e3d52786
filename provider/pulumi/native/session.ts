import type { Sources } from "../../clouds/settings";
import { openProgramPreflight, type ProgramPreflight } from "../preflight/programPreflight";
import type { Engine } from "../process/engine";
import { openHost, type ProcessHost } from "../process/openHost";
import { configuredSources } from "../program/sources";
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

/** Sends nothing: clouds are connected to when they are needed. */
export function openSession({ values }: Received, engine: Engine): Session {
  const read = readingFrom(values);
  const host = openHost(read, engine);
  return {
    host,
    preflight: openProgramPreflight(host),
    sources: configuredSources(read),
    owner: read("cloudimages:owner"),
    folder: process.cwd(),
  };
}
