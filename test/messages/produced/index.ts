import { commands } from "./commands";
import { findings } from "./findings";
import { operations } from "./operations";
import type { Produce } from "./produce";
import { settings } from "./settings";
import { wire } from "./wire";

/** What makes each message, by the text of docs/troubleshooting.md. */
export const produced: Readonly<Record<string, Produce>> = {
  ...commands,
  ...findings,
  ...operations,
  ...settings,
  ...wire,
};
