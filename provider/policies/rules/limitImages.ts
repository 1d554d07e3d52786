import { stackRule } from "../stackRule";

/** Limits the number of images in a stack. */
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
