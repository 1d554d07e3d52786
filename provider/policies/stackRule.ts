import type { StackValidationPolicy } from "@pulumi/policy";
import { withoutControls } from "../http/log/printable";
import { ConfigurationError } from "./configuration";
import { kinds } from "./kinds";
import { type ManagedImage, managedImages } from "./managedImages";
import { aboutRule, configurationOf, type Rule } from "./rule";

/** What is wrong: in the whole stack, or with one image of it. */
export interface Breach {
  readonly what: string;
  readonly urn?: string;
}

/** A rule about all images of a stack, judged at the end of a preview or update. */
export interface StackRule<Config extends object> extends Rule<Config> {
  broken(images: readonly ManagedImage[], config: Config, now: Date): readonly Breach[];
}

export function stackRule<Config extends object = object>(rule: StackRule<Config>): StackValidationPolicy {
  return {
    ...aboutRule(rule),
    tags: [...kinds],
    validateStack(args, report) {
      try {
        const config = configurationOf<Config>(rule, args.getConfig());
        const images = managedImages(args.resources);
        for (const { what, urn } of rule.broken(images, config, new Date())) {
          report(withoutControls(`${what}. ${rule.fix}`), urn);
        }
      } catch (error) {
        if (!(error instanceof ConfigurationError)) throw error;
        report(withoutControls(`policy configuration of ${rule.name}: ${error.message}`));
      }
    },
  };
}
