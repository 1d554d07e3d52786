import { createSecureContext } from "node:tls";
import { InvalidSettingsError } from "./invalidSettings";
import type { Found, Layer } from "./layer";
import { Secret } from "./secret";
import { absolute, type Sources, shown } from "./sources";
import { fromStack } from "./stackConfiguration";

const CERTIFICATE = /-----BEGIN (TRUSTED )?CERTIFICATE-----/;
const KEY = /-----BEGIN ([A-Z]+ )*PRIVATE KEY-----/;

/** The authorities that `cacert` names: a file, or its text. */
export function authoritiesOf(found: Found, sources: Sources): string {
  const [text, where] = pemOf("certificate", "cacert", found, sources);
  if (CERTIFICATE.test(text)) return text;
  throw new InvalidSettingsError(
    `${where} has no certificate in PEM form. Convert it with openssl x509 -outform pem.`,
  );
}

export interface ClientCertificate {
  readonly clientCertificate?: string;
  readonly clientKey?: Secret;
}

/** Whom we are to a server that asks: `cert`, with its key in `key` or beside it in the same file. A key alone says nothing. */
export function clientCertificateOf({ certFile, keyFile }: Layer, sources: Sources): ClientCertificate {
  if (certFile === undefined) return {};
  const [cert, where] = pemOf("certificate", "cert", certFile, sources);
  if (!CERTIFICATE.test(cert)) throw new InvalidSettingsError(`${where} has no certificate in PEM form.`);
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
