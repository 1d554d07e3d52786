import type { FailureTable } from "../../http/failures/failureOf";

/**
 * Why Glance does not delete an image, as it answers requests for JSON (api/v2/images.py, `delete`); IMS may pass it on. The
 * title is required, because firewalls use similar words: "this site is protected by …".
 */
export const glanceRefusal: FailureTable = ({ status, title, message }) => {
  if (title === undefined) return undefined;
  if (status === 403 && /\bimage \S+ is protected\b/i.test(message))
    return { kind: "conflict", hint: "the image is protected: take the protection off first" };
  if (status === 409 && /\bin use\b|\bhas snapshot/i.test(message)) return { kind: "conflict", hint: inUse };
  return undefined;
};

const inUse =
  "volumes or servers that were made from the image still stand on its data: delete them first, or have them made independent of it (in Ceph: rbd flatten, which the operator can do); then delete again. The image is kept until then";
