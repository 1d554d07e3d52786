import type { CloudSettings } from "./modelImages";
import {
  interruptedThenDestroy,
  type Story,
  twoUps,
  upThenChange,
  upThenDestroy,
  upThenRefresh,
  upThenReplace,
} from "./stories";

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
} as const satisfies Record<string, CloudSettings>;

export const stories = {
  "two ups, one right after the other": twoUps(0),
  "two ups, ten minutes apart": twoUps(600_000),
  "a refresh": upThenRefresh,
  "a destroy": upThenDestroy,
  "a change": upThenChange,
  "a replacement": upThenReplace,
  "an up and a destroy": interruptedThenDestroy,
} as const satisfies Record<string, Story>;
