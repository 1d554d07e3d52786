import type { StackValidationPolicy } from "@pulumi/policy";
import { withoutControls } from "../http/log/printable";
import { kinds } from "../pulumi/tokens";
import { ConfigurationError } from "./configuration";
import { type ManagedImage, managedImages } from "./managedImages";
import { configurationOf, policyFields, type Rule } from "./rule";

/** What is wrong with the stack, or with one of its images. */
export interface Violation {
  readonly what: string;
  readonly urn?: string;
}

/** A rule about all images of a stack, checked at the end of a preview or update. */
export interface StackRule<Config extends object> extends Rule<Config> {
  violations(images: readonly ManagedImage[], config: Config, now: Date): readonly Violation[];
}

/** Makes the policy of a rule about stacks. */
export function stackRule<Config extends object = object>(rule: StackRule<Config>): StackValidationPolicy {
  return {
    ...policyFields(rule),
    tags: [...kinds],
    validateStack(args, report) {
      try {
        const config = configurationOf<Config>(rule, args.getConfig());
        const images = managedImages(args.resources);
        for (const { what, urn } of rule.violations(images, config, new Date())) {
          report(withoutControls(`${what}. ${rule.fix}`), urn);
        }
      } catch (error) {
        if (!(error instanceof ConfigurationError)) throw error;
        report(withoutControls(`policy configuration of ${rule.name}: ${error.message}`));
      }
    },
  };
}
