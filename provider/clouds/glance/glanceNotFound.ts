/**
 * Glance's own "there is no such image", as it writes it to who asks for JSON (docs/vendors/openstack.md#glance); IMS
 * hands it on. What WebOb says for a path that the server does not have looks the same, and is about an address, not an
 * image.
 */
export function isGlanceNotFound({ status, title, message }: Said): boolean {
  return status === 404 && title === "Not Found" && !/^The resource could not be found/i.test(message);
}

interface Said {
  readonly status: number;
  readonly title?: string | undefined;
  readonly message: string;
}
