import { notListed } from "../../../provider/clouds/glance/notListed";
import { complaintDespiteSuccess } from "../../../provider/http/failures/protocolErrors";
import { transportError } from "../../../provider/http/failures/transportError";
import { openTransport } from "../../../provider/http/openTransport";
import type { Produce } from "./produce";

const request = { method: "GET" as const, url: new URL("https://k.example/v3"), headers: {} };
const broken = (code: string) =>
  transportError(request, Object.assign(new Error("x"), { code }), {}, undefined);

/** What happens on the way to a cloud. */
export const wire: Readonly<Record<string, Produce>> = {
  "…: the host name does not exist (ENOTFOUND)": () => broken("ENOTFOUND"),
  "…: the certificate is not trusted (…)": () => broken("SELF_SIGNED_CERT_IN_CHAIN"),
  "…: the server wants a client certificate (…)": () => broken("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED"),
  "…: the server refuses our client certificate (…)": () =>
    transportError(
      request,
      Object.assign(new Error("x"), { code: "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED" }),
      { clientCertificate: "c" },
      undefined,
    ),
  "…: plain http is refused, it would show the credentials to the network": () =>
    openTransport({}).send({ ...request, url: new URL("http://k.example/v3") }),
  "…: …; the cloud says so in an answer of success": () =>
    complaintDespiteSuccess("list images", { message: "no rights" }, { outcome: "unknown" }),
  "show image …: the cloud lists no such image": () => notListed("i1"),
};
