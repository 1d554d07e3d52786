import { untrustedCertificate } from "../../../provider/http/failures/untrustedCertificate";

const settable = { caCert: "cacert", address: "correct the address, set auth.auth_url" };

test.each([
  [
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "another host's",
    /^correct the address, set auth\.auth_url; .*on the way/,
  ],
  ["CERT_HAS_EXPIRED", "has expired", /has to renew it; if this machine's clock is wrong/],
  ["CERT_NOT_YET_VALID", "not valid yet", /^if this machine's clock is wrong, set it$/],
  [
    "SELF_SIGNED_CERT_IN_CHAIN",
    "not trusted",
    /^set cacert to the file of the cloud's certificate authority/,
  ],
])("of a certificate that is refused it is said what helps: %s", (code, what, hint) => {
  const [said, advice] = untrustedCertificate(code, settable);
  expect(said).toContain(what);
  expect(advice).toMatch(hint);
  expect(/cacert/.test(advice)).toBe(code === "SELF_SIGNED_CERT_IN_CHAIN"); // it helps against nothing else
});
