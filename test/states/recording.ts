import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import manifest from "../../provider/package.json";
import { type Lab, type Recorded, Stack } from "./outside";
import { readJson, writeJson } from "./pinned";
import { changesOf, openScene, type Scene } from "./scene";
import type { Situation } from "./situations";
import { type Subject, subjectOf } from "./subjects";

/** A state that a version of this package has written, the cloud as it was then, and what becomes of both. */
export interface Recording {
  readonly about: string;
  /** The version that has written it. */
  readonly version: string;
  readonly type: string;
  readonly cloud: Scene;
  readonly state: Recorded;
  readonly becomes: Becomes;
}

/** What the verbs make of it: of the state, and of what is in the cloud. Without what a run cannot tell beforehand. */
export type Becomes = Readonly<Record<string, unknown>>;

const folder = resolve(__dirname, "recorded");

export const fileOf = ({ type, profile, name }: Situation): string => `${type}-${profile}-${name}`;

export const recorded = (types: readonly string[]): string[] =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .map((file) => file.replace(/\.json$/, ""))
    .filter((file) => types.includes(file.split("-")[0] ?? ""));

/** The address in a file, where the local cloud has another one in every run. */
const ADDRESS = "http://the.cloud";

export function recordingOf(file: string): Recording {
  return readJson<Recording>(join(folder, `${file}.json`));
}

export function write(file: string, recording: Recording): void {
  writeJson(join(folder, `${file}.json`), { ...recording });
}

/** Leads a run into a situation, as today's version does. */
export async function playSituation(situation: Situation): Promise<Omit<Recording, "becomes">> {
  const { type, profile, settings, things, about } = situation;
  const { resource, least } = subjectOf(type, profile);
  const lab = await openScene(profile, settings, things);
  const stack = stackOf(subjectOf(type, profile));
  try {
    await situation.play({ lab, stack, args: (more = {}) => ({ ...least, ...more }) });
    const cloud = { profile, settings, things, calls: changesOf(lab), atMs: Math.ceil(lab.clock.elapsed()) };
    const state = moved(asEngine(stack.recorded, resource.type), originOf(lab), ADDRESS);
    return { about, version: manifest.version, type, cloud, state };
  } finally {
    await lab.close();
  }
}

/** A stack that holds a recorded state. */
export function stackWith({ type, cloud, state }: Recording, lab: Lab): Stack {
  const stack = stackOf(subjectOf(type, cloud.profile));
  stack.recorded = moved(state, ADDRESS, originOf(lab));
  return stack;
}

const stackOf = ({ resource }: Subject): Stack => new Stack("golden", resource);

/** The process that runs the handlers adds their text to inputs and outputs. */
function asEngine(state: Recorded | undefined, type: string): Recorded {
  if (state === undefined) throw new Error("the situation has left no state");
  const handler = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  const __provider = `exports.handler=()=>require("pulumi-cloud-images/dynamic").${handler};`;
  return {
    ...state,
    inputs: { ...state.inputs, __provider },
    outputs: { ...state.outputs, __provider },
  };
}

const originOf = ({ cloud }: Lab): string => new URL(cloud.admin).origin;

function moved<Value>(value: Value, from: string, to: string): Value {
  return JSON.parse(JSON.stringify(value).replaceAll(from, to));
}
