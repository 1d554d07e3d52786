// Runs that are killed where the cloud has seen certain calls, and the processes that a stack leaves behind.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { NewFault } from "../../../local-cloud";
import type { Running, Stack } from "../engine";
import type { Story } from "../story";

/** Long enough for a provider to notice that its engine is gone: it asks every two seconds. */
const holdMs = 5_000;

/** Where a run stands when it is killed. */
export interface Point {
  readonly point: string;
  /** What keeps the run there: calls that the cloud serves and answers late, or never answers. */
  readonly faults: readonly NewFault[];
  /** How many calls of each route the cloud has seen by then. */
  readonly seen: Readonly<Record<string, number>>;
}

/** The cloud serves this many calls of the route, and answers them when it is too late. */
export function held(route: string, { times = 1, ms = holdMs } = {}): NewFault {
  return { route, times, kind: "delay", delayMs: ms };
}

export type Victim = "engine" | "provider" | "engine and provider";

/** Kills the first `up` of the story at that point, and resolves when nobody is left who could still do something. */
export async function killedAt(story: Story, { faults, seen }: Point, victim: Victim): Promise<void> {
  const { stack, cloud } = story;
  for (const fault of faults) cloud.addFault(fault);
  // All resources at once, however few cores there are.
  const up = stack.start(["up", "--yes", "--skip-preview", "--parallel", "16"]);
  const calls = (route: string) => cloud.requests().filter((request) => request.route === route).length;
  await until(() => Object.entries(seen).every(([route, times]) => calls(route) >= times), up);
  kill(victim, stack, up);
  await up.done;
  await noProvider(stack);
  cloud.clearFaults();
  await stack.cancel({ mayFail: true });
}

/** Resolves when it holds; rejects when the run ends before. */
export async function until(holds: () => boolean, up: Running): Promise<void> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  up.done.then(end, end);
  while (!holds()) {
    if (ended) throw new Error(`the run ended before it could be killed:\n${up.text}`);
    await sleep(20);
  }
}

function kill(victim: Victim, stack: Stack, up: Running): void {
  const providers = victim === "engine" ? [] : providersOf(stack);
  if (victim !== "engine" && providers.length === 0) throw new Error("there is no provider to kill");
  // The provider first: it has no time left to see its engine die.
  for (const id of providers) process.kill(id, "SIGKILL");
  if (victim !== "provider") up.kill("SIGKILL");
}

/** How often a provider that should end is looked for: for a minute, where a take-over takes seconds to take back. */
const MOST_LOOKS = 600;

/** A provider that outlives its engine goes on for a while: it finishes a take-over, and takes it back. Then it ends. */
export async function noProvider(stack: Stack): Promise<void> {
  for (let looks = 0; ; looks++) {
    const left = providersOf(stack);
    if (left.length === 0) return;
    if (looks === MOST_LOOKS) {
      for (const id of left) process.kill(id, "SIGKILL");
      throw new Error(`${left.length} provider processes went on without their engine`);
    }
    await sleep(100);
  }
}

/** Process ids of the stack's provider processes: those of its own temporary folder that run the stock host or the plugin. */
function providersOf(stack: Stack): number[] {
  const folder = path.dirname(stack.project);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => isProvider(id, folder))
    .map(Number);
}

const ours = /cmd\/dynamic-provider|\/plugin\/start\.js$/;

function isProvider(id: string, folder: string): boolean {
  try {
    const environment = readFileSync(`/proc/${id}/environ`, "utf8").split("\0");
    const [program = "", ...args] = readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
    const runs = program.endsWith("node") && args.some((arg) => ours.test(arg));
    return runs && environment.includes(`TMPDIR=${folder}`);
  } catch {
    return false; // ended meanwhile
  }
}
