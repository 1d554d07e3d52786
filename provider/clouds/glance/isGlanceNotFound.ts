/**
 * Glance's own "no such image", as it answers requests for JSON (docs/vendors/openstack.md#glance); IMS passes it on.
 * WebOb's answer for an unknown path has the same form, but is about an address, not an image.
 */
export function isGlanceNotFound({ status, title, message }: Refusal): boolean {
  return status === 404 && title === "Not Found" && !/^The resource could not be found/i.test(message);
}

interface Refusal {
  readonly status: number;
  readonly title?: string | undefined;
  readonly message: string;
}
