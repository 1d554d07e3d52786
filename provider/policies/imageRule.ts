import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { withoutControls } from "../http/log/printable";
import { ConfigurationError } from "./configuration";
import { type Kind, kindOf, kinds } from "./kinds";
import { type PlannedImage, plannedImage } from "./plannedImage";
import { aboutRule, configurationOf, type Rule } from "./rule";

/** A rule about one image, judged before anything is sent. */
export interface ImageRule<Config extends object, K extends Kind> extends Rule<Config> {
  /** The resources that it is about. Default: all four. */
  readonly about?: readonly K[];
  /**
   * What is wrong with the image, one phrase each: the argument, and what it is not. Never its value: the engine hands
   * secrets over like everything else, and reports end in pull requests. Those who may see a value find it in the preview.
   */
  broken(image: PlannedImage<K>, config: Config): Iterable<string>;
  /** Changes the arguments where that is safe, at enforcement `remediate`. Says whether it has. */
  mend?(image: PlannedImage<K>, config: Config): boolean;
}

export function imageRule<Config extends object = object, K extends Kind = Kind>(
  rule: ImageRule<Config, K>,
): ResourceValidationPolicy {
  const about: readonly Kind[] = rule.about ?? kinds;
  const { broken, mend } = rule;
  const imageOf = (args: ResourceValidationArgs): PlannedImage<K> => {
    const kind = kindOf(args.type);
    if (kind === undefined || !about.includes(kind)) args.notApplicable(`only about ${about.join(", ")}`);
    return plannedImage(kind, args) as PlannedImage<K>;
  };
  return {
    ...aboutRule(rule),
    tags: [...about],
    validateResource(args, report) {
      const image = imageOf(args);
      try {
        const config = configurationOf<Config>(rule, args.getConfig(), image.kind);
        for (const what of broken(image, config)) report(withoutControls(`${what}. ${rule.fix}`));
      } catch (error) {
        if (!(error instanceof ConfigurationError)) throw error;
        report(withoutControls(`policy configuration of ${rule.name}: ${error.message}`));
      }
    },
    ...(mend && {
      // The very object is handed back: a fresh one would lose what makes it a resource, and which values are secret.
      remediateResource(args: ResourceValidationArgs) {
        const image = imageOf(args);
        try {
          const config = configurationOf<Config>(rule, args.getConfig(), image.kind);
          return mend(image, config) ? args.props : undefined;
        } catch (error) {
          if (!(error instanceof ConfigurationError)) throw error;
          return undefined; // the check that follows reports it
        }
      },
    }),
  };
}
