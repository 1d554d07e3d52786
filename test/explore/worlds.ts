import type { CloudSettings } from "./modelImage";
import {
  destroyedTwice,
  interruptedThenDestroy,
  killedThenUpAtOnce,
  twoPeopleAtOnce,
  twoStacksAtOnce,
  twoUps,
  upBesideDestroy,
  upThenChange,
  upThenDestroy,
  upThenRefresh,
  upThenReplace,
} from "./stories";
import type { Story } from "./world";

const quick = { makeMs: 5_000, listedMs: 0, tagsLagMs: 0 };

export const clouds = {
  "marks by name": { kind: "name", ...quick },
  "marks by tag": { kind: "tag", ...quick, listedMs: 3_000 },
  "uuids that we choose": { kind: "uuid", ...quick },
  "marks by name, a second person": { kind: "name", ...quick, withPeople: true },
  "marks by tag, a second person": { kind: "tag", ...quick, withPeople: true },
  "uuids, a second person": { kind: "uuid", ...quick, withPeople: true },
  "marks by tag, tags listed late": { kind: "tag", ...quick, tagsLagMs: 60_000 },
  "marks by name, images listed late": { kind: "name", ...quick, makeMs: 30_000, listedMs: 20_000 },
  "a backup serves one image": { kind: "tag", ...quick, isBackup: true },
  "a backup serves one image, a second person": { kind: "tag", ...quick, isBackup: true, withPeople: true },
  "uuids, what is deleted is expunged": { kind: "uuid", ...quick, hasBin: true },
  "uuids, expunged, a second person": { kind: "uuid", ...quick, hasBin: true, withPeople: true },
} as const satisfies Record<string, CloudSettings>;

/** Of one engine. */
const alone = {
  "two ups, one right after the other": twoUps(0),
  "two ups, ten minutes apart": twoUps(600_000),
  "a refresh": upThenRefresh,
  "a destroy": upThenDestroy,
  "a change": upThenChange,
  "a replacement": upThenReplace,
  "an up and a destroy": interruptedThenDestroy,
  "a destroy, and another": destroyedTwice,
  "an engine killed, and run again at once": killedThenUpAtOnce,
} as const satisfies Record<string, Story>;

/** Of two engines at once. */
const together = {
  "one program of two people at once": twoPeopleAtOnce,
  "two stacks of one owner at once": twoStacksAtOnce,
  "a destroy beside another's up": upBesideDestroy,
} as const satisfies Record<string, Story>;

export const stories = { ...alone, ...together };

/** Two engines take turns, which is as many histories as a second person or late lists make, and both at once too many. */
export function storiesIn(cloud: keyof typeof clouds): Readonly<Record<string, Story>> {
  return /second person|late/.test(cloud) ? alone : stories;
}

const takesSeconds: readonly string[] = ["a refresh", "a destroy", "a change"];
const alsoIn: Readonly<Record<string, readonly string[]>> = {
  "marks by name": Object.keys(alone),
  "a backup serves one image": ["a replacement"],
  "uuids, what is deleted is expunged": ["a destroy, and another"],
};

/** Whether all histories with two faults are tried within some seconds. */
export function isQuick(cloud: keyof typeof clouds, story: string): boolean {
  return takesSeconds.includes(story) || alsoIn[cloud]?.includes(story) === true;
}
