import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { InvalidSettingsError } from "../invalidSettingsError";
import type { Layer, Setting } from "../layer";
import { holderOf } from "../read/stackConfiguration";
import { Secret } from "../secret";
import { absolute, displayPath, type Sources } from "../sources";

const CERTIFICATE = /-----BEGIN (TRUSTED )?CERTIFICATE-----/;
const KEY = /-----BEGIN ([A-Z]+ )*PRIVATE KEY-----/;

/** The authorities that `cacert` names: a file, or its text. */
export function authoritiesOf(setting: Setting, sources: Sources): string {
  const [text, title] = pemOf("certificate", "cacert", setting, sources);
  if (!CERTIFICATE.test(text))
    throw new InvalidSettingsError(
      `${title} has no certificate in PEM form. Convert it with openssl x509 -outform pem.`,
    );
  refuseBroken(text, title);
  return text;
}

/** TLS ignores what it cannot read, and then trusts nobody, as if the authority were a different one. */
function refuseBroken(text: string, title: string): void {
  try {
    new X509Certificate(text);
  } catch {
    throw new InvalidSettingsError(
      `${title} cannot be read as PEM: it is cut off, or has lost its line breaks, as variables and secret stores like to take them. Copy it anew, with its line breaks.`,
    );
  }
}

export interface ClientCertificate {
  readonly clientCertificate?: string;
  readonly clientKey?: Secret;
}

/** Our certificate for servers that ask for one: `cert`, with its key in `key` or in the same file. A key alone is not used. */
export function clientCertificateOf({ certFile, keyFile }: Layer, sources: Sources): ClientCertificate {
  if (certFile === undefined) return {};
  const [cert, title] = pemOf("certificate", "cert", certFile, sources);
  if (!CERTIFICATE.test(cert)) throw new InvalidSettingsError(`${title} has no certificate in PEM form.`);
  refuseBroken(cert, title);
  const [key, keyTitle] = keyFile === undefined ? [cert, title] : pemOf("key", "key", keyFile, sources);
  if (holderOf(keyFile?.from) !== undefined && key === keyFile?.value)
    throw new InvalidSettingsError(
      `${keyTitle} stands in the stack's configuration, which is kept in the state. Put it into a file, and give its path.`,
    );
  if (!KEY.test(key)) {
    const also = keyFile === undefined ? " Set key to the file of the certificate's key." : "";
    throw new InvalidSettingsError(`${keyTitle} has no private key in PEM form.${also}`);
  }
  try {
    createSecureContext({ cert, key });
  } catch {
    throw new InvalidSettingsError(
      `${keyTitle} cannot be used with the certificate of cert: it is another certificate's, or wants a pass phrase, which nobody could be asked for. Give the certificate's own key, decrypted by openssl pkey.`,
    );
  }
  return { clientCertificate: cert, clientKey: new Secret(key) };
}

/** The text, and its title for messages, which repeats nothing of an inline text. */
function pemOf(
  kind: "certificate" | "key",
  key: string,
  setting: Setting,
  sources: Sources,
): [text: string, title: string] {
  if (setting.value.includes("-----BEGIN "))
    return [setting.value, `The ${kind} in ${key} (${setting.from})`];
  const path = absolute(setting.value.trim(), sources);
  const title = `The ${kind} file ${displayPath(path, sources)} (${setting.from})`;
  const text = sources.readFile(path);
  if (text === undefined)
    throw new InvalidSettingsError(`${title} cannot be read. Correct the path of ${key}.`);
  return [text, title];
}
