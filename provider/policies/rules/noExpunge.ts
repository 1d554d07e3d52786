import { imageRule } from "../imageRule";
import { judgeEach } from "../judgeEach";

/**
 * Refuses arguments by which a deleted template could not be recovered, or ZStack could not refuse the
 * delete.
 *
 * Policy `no-expunge`, by default advisory. An expunged template cannot be recovered, and an enforced delete
 * does not ask who still uses it. Take out `expunge` and `deleteMode`, and expunge by hand what is surely
 * not needed.
 *
 * It has no settings.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [noExpunge] }, { "no-expunge": { "enforcementLevel": "mandatory" } });
 * ```
 */
export const noExpunge = imageRule<object, "DataVolumeTemplate">({
  name: "no-expunge",
  why: "An expunged template cannot be recovered, and an enforced delete does not ask who still uses it",
  fix: "Take out `expunge` and `deleteMode`, and expunge by hand what is surely not needed",
  enforcement: "advisory",
  severity: "medium",
  about: ["DataVolumeTemplate"],
  settings: {},
  violations: ({ args }) =>
    judgeEach(["expunge", "deleteMode"], (field) => {
      if (field === "expunge") return args.expunge === true ? ["expunge is true"] : [];
      return args.deleteMode === "Enforcing" ? [`deleteMode is not "Permissive"`] : [];
    }),
});
