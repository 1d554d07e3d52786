import type { FailureTable } from "../../../http/failures/failureOf";
import type { HttpAnswer, Transport } from "../../../http/transport";
import { xmlAsJson } from "./xmlAsJson";

/** A 403 counts as refused credentials at first, because a wrong clock causes it as well (obs_04_0010). */
export const obsFailures: FailureTable = ({ status }) => {
  if (status === 403) return { kind: "credentials", hint: mayRead };
  if (status >= 300 && status < 400) return { kind: "invalid", hint: elsewhere };
  return undefined;
};

const mayRead =
  "the user must be allowed to read the bucket (OBS Tenant Administrator, or a policy of the bucket)";
const elsewhere = "the bucket is in another region than the one that is worked in";

/**
 * OBS answers in XML. An answer to HEAD has no body: its code and message are in headers, if anywhere (not verified).
 */
export function readingXml(transport: Transport): Transport {
  return {
    send: async (request, signal) => withBody(await transport.send(request, signal)),
    close: () => transport.close(),
  };
}

function withBody(answer: HttpAnswer): HttpAnswer {
  const content = answer.text.trimStart().startsWith("<") ? xmlAsJson(answer.text) : undefined;
  if (content !== undefined) return { ...answer, text: JSON.stringify(complaintIn(content) ?? content) };
  const code = answer.headers["x-obs-error-code"];
  if (answer.status < 300 || answer.text !== "" || !code) return answer;
  return {
    ...answer,
    text: JSON.stringify({ code, message: answer.headers["x-obs-error-message"] || code }),
  };
}

/** `<Error><Code>…</Code><Message>…</Message>…</Error>` */
function complaintIn({ Error: errors }: NonNullable<ReturnType<typeof xmlAsJson>>): object | undefined {
  const [error] = errors ?? [];
  if (typeof error !== "object") return undefined;
  return { code: error.Code?.[0], message: error.Message?.[0], request_id: error.RequestId?.[0] };
}
