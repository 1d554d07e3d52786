import type { Session } from "../../keystone/session";

export async function imsUrl(
  session: Session,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<URL> {
  const url = new URL((await session.endpoint("image")) + path);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}
