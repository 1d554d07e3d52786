import { didYouMean, nearest } from "../../clouds/settings/nearest";
import { packNames } from "../packNames";
import { stackRule } from "../stackRule";

/**
 * Notices names in the pack's configuration that none of its policies has.
 *
 * Policy `policy-configuration`, by default mandatory. A misspelt name leaves the policy that is meant as it
 * was, and nobody notices. Write the name as the pack has it, or take the entry out of the configuration.
 *
 * It has no settings.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [policyConfiguration] }, { "policy-configuration": { "enforcementLevel": "mandatory" } });
 * ```
 */
export const policyConfiguration = stackRule({
  name: "policy-configuration",
  why: "A misspelt name leaves the policy that is meant as it was, and nobody notices",
  fix: "Write the name as the pack has it, or take the entry out of the configuration",
  enforcement: "mandatory",
  severity: "medium",
  settings: {},
  violations() {
    const { strange, known } = packNames();
    return strange.map((name) => {
      const question = didYouMean(nearest(name, known));
      const choices = `known: ${known.join(", ")}`;
      return {
        what: `the pack has no policy "${name}"${question ? `: ${question} (${choices})` : `; ${choices}`}`,
      };
    });
  },
});
