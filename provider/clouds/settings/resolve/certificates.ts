import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { InvalidSettingsError } from "../invalidSettingsError";
import type { Found, Layer } from "../layer";
import { fromStack } from "../read/stackConfiguration";
import { Secret } from "../secret";
import { absolute, type Sources, shown } from "../sources";

const CERTIFICATE = /-----BEGIN (TRUSTED )?CERTIFICATE-----/;
const KEY = /-----BEGIN ([A-Z]+ )*PRIVATE KEY-----/;

/** The authorities that `cacert` names: a file, or its text. */
export function authoritiesOf(found: Found, sources: Sources): string {
  const [text, where] = pemOf("certificate", "cacert", found, sources);
  if (!CERTIFICATE.test(text))
    throw new InvalidSettingsError(
      `${where} has no certificate in PEM form. Convert it with openssl x509 -outform pem.`,
    );
  refuseBroken(text, where);
  return text;
}

/** TLS ignores what it cannot read, and then trusts nobody, as if the authority were a different one. */
function refuseBroken(text: string, where: string): void {
  try {
    new X509Certificate(text);
  } catch {
    throw new InvalidSettingsError(
      `${where} cannot be read as PEM: it is cut off, or has lost its line breaks, as variables and secret stores like to take them. Copy it anew, with its line breaks.`,
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
  const [cert, where] = pemOf("certificate", "cert", certFile, sources);
  if (!CERTIFICATE.test(cert)) throw new InvalidSettingsError(`${where} has no certificate in PEM form.`);
  refuseBroken(cert, where);
  const [key, whose] = keyFile === undefined ? [cert, where] : pemOf("key", "key", keyFile, sources);
  if (keyFile?.from === fromStack("keyFile") && key === keyFile.value)
    throw new InvalidSettingsError(
      `${whose} stands in the stack's configuration, which is kept in the state. Put it into a file, and give its path.`,
    );
  if (!KEY.test(key)) {
    const also = keyFile === undefined ? " Set key to the file of the certificate's key." : "";
    throw new InvalidSettingsError(`${whose} has no private key in PEM form.${also}`);
  }
  try {
    createSecureContext({ cert, key });
  } catch {
    throw new InvalidSettingsError(
      `${whose} cannot be used with the certificate of cert: it is another certificate's, or wants a pass phrase, which nobody could be asked for. Give the certificate's own key, decrypted by openssl pkey.`,
    );
  }
  return { clientCertificate: cert, clientKey: new Secret(key) };
}

/** The text, and what it is called: of an inline text nothing is repeated. */
function pemOf(
  kind: "certificate" | "key",
  setting: string,
  found: Found,
  sources: Sources,
): [text: string, where: string] {
  if (found.value.includes("-----BEGIN ")) return [found.value, `The ${kind} in ${setting} (${found.from})`];
  const path = absolute(found.value.trim(), sources);
  const where = `The ${kind} file ${shown(path, sources)} (${found.from})`;
  const text = sources.readFile(path);
  if (text === undefined)
    throw new InvalidSettingsError(`${where} cannot be read. Correct the path of ${setting}.`);
  return [text, where];
}
