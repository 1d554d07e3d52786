/** What is wrong with the certificate of a server, and what to do about it. `caCert` and `address` are what people can set. */
export function untrustedCertificate(
  code: string,
  { caCert, address }: { readonly caCert: string; readonly address: string | undefined },
): readonly [what: string, hint: string] {
  switch (code) {
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return [
        "the certificate is another host's",
        `${address ?? "correct the address of the service"}; if it is right, something on the way answers in the cloud's place`,
      ];
    case "CERT_HAS_EXPIRED":
      return ["the certificate has expired", `whoever runs the server has to renew it; ${CLOCK}`];
    case "CERT_NOT_YET_VALID":
      return ["the certificate is not valid yet", CLOCK];
    default:
      return [
        "the certificate is not trusted",
        `set ${caCert} to the file of the cloud's certificate authority, or of the one of a proxy that reads what passes it`,
      ];
  }
}

const CLOCK = "if this machine's clock is wrong, set it";
