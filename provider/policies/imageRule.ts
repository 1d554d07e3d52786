import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { withoutControls } from "../http/log/printable";
import { type Kind, kindOf, kinds } from "../pulumi/tokens";
import { ConfigurationError } from "./configuration";
import { type PlannedImage, plannedImage } from "./plannedImage";
import { configurationOf, policyFields, type Rule } from "./rule";

/** A rule about one image, checked before anything is sent to the cloud. */
export interface ImageRule<Config extends object, K extends Kind> extends Rule<Config> {
  /** The resources that it applies to. Default: all four. */
  readonly about?: readonly K[];
  /**
   * What is wrong with the image, in one phrase for each violation: the argument, and what it should be. Never the value
   * itself: the engine passes secrets in plain text, and reports end up in pull requests. Whoever may see the value finds
   * it in the preview.
   */
  violations(image: PlannedImage<K>, config: Config): Iterable<string>;
  /** Corrects the arguments if that is safe, at enforcement `remediate`. Returns whether it has changed anything. */
  remediate?(image: PlannedImage<K>, config: Config): boolean;
}

/** Makes the policy of a rule about images. */
export function imageRule<Config extends object = object, K extends Kind = Kind>(
  rule: ImageRule<Config, K>,
): ResourceValidationPolicy {
  const about: readonly Kind[] = rule.about ?? kinds;
  const { violations, remediate } = rule;
  const imageOf = (args: ResourceValidationArgs): PlannedImage<K> => {
    const kind = kindOf(args.type);
    if (kind === undefined || !about.includes(kind)) args.notApplicable(`only about ${about.join(", ")}`);
    return plannedImage(kind, args) as PlannedImage<K>;
  };
  return {
    ...policyFields(rule),
    tags: [...about],
    validateResource(args, report) {
      const image = imageOf(args);
      try {
        const config = configurationOf<Config>(rule, args.getConfig(), image.kind);
        for (const what of violations(image, config)) report(withoutControls(`${what}. ${rule.fix}`));
      } catch (error) {
        if (!(error instanceof ConfigurationError)) throw error;
        report(withoutControls(`policy configuration of ${rule.name}: ${error.message}`));
      }
    },
    ...(remediate && {
      // The object itself is returned: a copy would lose the resource type and the marks of secret values.
      remediateResource(args: ResourceValidationArgs) {
        const image = imageOf(args);
        try {
          const config = configurationOf<Config>(rule, args.getConfig(), image.kind);
          return remediate(image, config) ? args.props : undefined;
        } catch (error) {
          if (!(error instanceof ConfigurationError)) throw error;
          return undefined; // the validation that follows reports it
        }
      },
    }),
  };
}
