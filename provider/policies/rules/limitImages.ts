import { stackRule } from "../stackRule";

/**
 * Limits the number of images in a stack.
 *
 * Policy `limit-images`, by default advisory. Images cost storage every day and count against the quota: a
 * loop in a program makes them fast. Remove images that nobody uses, or spread them over more stacks.
 *
 * - `atMost` (default `20`): Images that a stack may have.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [limitImages] }, { "limit-images": { "atMost": 20, "enforcementLevel": "mandatory" } });
 * ```
 */
export const limitImages = stackRule<{ readonly atMost: number }>({
  name: "limit-images",
  why: "Images cost storage every day and count against the quota: a loop in a program makes them fast",
  fix: "Remove images that nobody uses, or spread them over more stacks",
  enforcement: "advisory",
  severity: "medium",
  settings: {
    atMost: { type: "integer", minimum: 0, default: 20, description: "Images that a stack may have" },
  },
  violations: (images, { atMost }) =>
    images.length <= atMost ? [] : [{ what: `the stack has more than ${atMost} images: ${images.length}` }],
});
