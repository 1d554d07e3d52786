/** When a token ends, in milliseconds since the epoch, as it says itself (RFC 7519, `exp`); undefined if it does not say. */
export function endOf(token: string): number | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    const { exp } = claims as { exp?: unknown };
    return typeof exp === "number" ? exp * 1000 : undefined;
  } catch {
    return undefined; // an opaque token, as OAuth 2.0 allows
  }
}
