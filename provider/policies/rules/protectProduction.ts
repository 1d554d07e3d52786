import { regExpOf } from "../configuration";
import { imageRule } from "../imageRule";

/**
 * Requires images in production stacks to be protected, so that a change of the program alone cannot delete
 * them.
 *
 * Policy `protect-production`, by default mandatory. In production an image is deleted on purpose, not
 * because a program was changed. Give the resource the option `protect: true`, or on OpenStack the argument
 * `protected: true`. To replace or delete an image, leave the option where it is, and free that one by
 * `pulumi state unprotect <urn>`.
 *
 * - `stacks` (default `"(^|[._-])prod(uction)?($|[._-])"`): Regular expression: stacks whose name it is
 * found in are production.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [protectProduction] }, { "protect-production": { "stacks": "(^|[._-])prod(uction)?($|[._-])", "enforcementLevel": "mandatory" } });
 * ```
 */
export const protectProduction = imageRule<{ readonly stacks: string }>({
  name: "protect-production",
  why: "In production an image is deleted on purpose, not because a program was changed",
  fix: "Give the resource the option `protect: true`, or on OpenStack the argument `protected: true`. To replace or delete an image, leave the option where it is, and free that one by `pulumi state unprotect <urn>`",
  enforcement: "mandatory",
  severity: "high",
  settings: {
    stacks: {
      type: "string",
      default: "(^|[._-])prod(uction)?($|[._-])",
      description: "Regular expression: stacks whose name it is found in are production",
    },
  },
  violations({ stack, protect, args }, { stacks }) {
    if (!regExpOf("stacks", stacks).test(stack) || protect) return [];
    const byCloud = "protected" in args && args.protected === true;
    return byCloud ? [] : [`the stack "${stack}" is production, and the image is not protected`];
  },
});
