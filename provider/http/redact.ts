/**
 * Cloud messages are shown to people and kept in states, so what looks like a credential is cut out of
 * them. Our own messages never hold one: this is the second line of defence, for clouds that echo requests.
 */
export function redact(text: string): string {
  return text
    .replace(/("?(?:password|passcode|secret|token|signature|securitytoken)"?\s*[:=]\s*)("[^"]*"|[^\s,;&}]+)/gi, "$1[secret]")
    .replace(/(Authorization\s*[:=]\s*)[^\r\n]+/gi, "$1[secret]")
    .replace(/gAAAA[\w=-]{20,}/g, "[secret]"); // a Fernet token, Keystone's default since Ocata
}

/** One line of at most `limit` characters, without HTML, for messages. */
export function snippet(text: string, limit = 300): string {
  const line = redact(text.replace(/<[^>]*>/g, " "))
    .replace(/\s+/g, " ")
    .trim();
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}
