import { eachPart } from "../eachPart";
import { imageRule } from "../imageRule";

/** A deleted template can be recovered, and ZStack may refuse to delete it. */
export const noExpunge = imageRule<object, "DataVolumeTemplate">({
  name: "no-expunge",
  why: "An expunged template cannot be recovered, and an enforced delete does not ask who still uses it",
  fix: "Take out `expunge` and `deleteMode`, and expunge by hand what is surely not needed",
  enforcement: "advisory",
  severity: "medium",
  about: ["DataVolumeTemplate"],
  settings: {},
  broken: ({ args }) =>
    eachPart(["expunge", "deleteMode"], (field) => {
      if (field === "expunge") return args.expunge === true ? ["expunge is true"] : [];
      return args.deleteMode === "Enforcing" ? [`deleteMode is not "Permissive"`] : [];
    }),
});
