import { zstackEnvelope } from "../zstack/api/zstackEnvelope";
import { type Answer, type Call, json, Refusal, type ServiceName } from "./answer";

/**
 * The error envelopes of the vendors, as listed in docs/vendors/open-telekom-and-huawei.md#error-envelopes and observed
 * in docs/vendors/openstack.md#keystone, docs/vendors/openstack.md#cinder, docs/vendors/openstack.md#glance.
 */

const titles: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  409: "Conflict",
  413: "Request Entity Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};
export const titleOf = (status: number): string => titles[status] ?? "Error";

/** Cinder's fault names (docs/vendors/openstack.md#exporting-a-volume, cinder/api/openstack/wsgi.py). */
const faultNames: Record<number, string> = {
  400: "badRequest",
  401: "unauthorized",
  403: "forbidden",
  404: "itemNotFound",
  405: "badMethod",
  409: "conflictingRequest",
  413: "overLimit",
  415: "badMediaType",
  429: "overLimit",
  501: "notImplemented",
  503: "serviceUnavailable",
};
const faultName = (status: number): string => faultNames[status] ?? "computeFault";

/** Shape 3: the API gateway in front of EVS and IMS. */
export const gatewayError = (call: Call, status: number, code: string, message: string): Answer =>
  json(status, { error_msg: message, error_code: code, request_id: call.requestId });

/**
 * docs/vendors/open-telekom-and-huawei.md#gateway-codes: no such path, or none that is published; the text clients use
 * to find out what a cloud has.
 */
export const unknownApi = (call: Call): Answer =>
  gatewayError(
    call,
    404,
    "APIGW.0101",
    "The API does not exist or has not been published in the environment",
  );

/**
 * Shape 1. The code table documents HTTP 400 for every IMG code
 * (docs/vendors/open-telekom-and-huawei.md#ims-error-codes).
 */
export const imsError = (code: string, message: string, status = 400): Answer =>
  json(status, { error: { message, code } });

/** Shape 2 with a string code (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree). */
export const evsError = (status: number, code: string, message: string): Answer =>
  json(status, { [faultName(status)]: { message, code } });

/** Shape 1, as ECS has it (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects). */
export const ecsError = (status: number, code: string, message: string): Answer =>
  json(status, { error: { message, code } });

/**
 * Shape 3 of CBR and CSBS, without the gateway's `request_id` (docs/vendors/open-telekom-and-huawei.md#preconditions,
 * docs/vendors/open-telekom-and-huawei.md#error-envelopes).
 */
export const backupError = (status: number, code: string, message: string): Answer =>
  json(status, { error_code: code, error_msg: message });

/** OBS speaks XML; to a HEAD it says the same in headers. */
export const obsError = (call: Call, status: number, code: string, message: string): Answer =>
  call.method === "HEAD"
    ? { status, headers: { "x-obs-error-code": code, "x-obs-error-message": message }, body: "" }
    : {
        status,
        headers: { "content-type": "application/xml" },
        body: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${call.requestId}</RequestId></Error>`,
      };

export const cinderError = (status: number, message: string): Answer =>
  json(status, { [faultName(status)]: { code: status, message } });

export const keystoneError = (
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Answer => json(status, { error: { code: status, message, title: titleOf(status) } }, headers);

/**
 * Glance renders by `Accept`: JSON when asked for, HTML for anything, text when the header is missing
 * (docs/vendors/openstack.md#glance). What the refusal is about stands in `message`; where that is a general sentence,
 * it stands in `detail`.
 */
export function glanceError(
  call: Call,
  status: number,
  message: string,
  detail = "",
  headers: Record<string, string> = {},
): Answer {
  const code = `${status} ${titleOf(status)}`;
  const { accept } = call.headers;
  const tail = status === 405 || status === 415 ? "" : "\n\n";
  const inHtml = call.method === "HEAD" || (accept !== undefined && !accept.includes("application/json"));
  if (inHtml)
    return {
      status,
      headers: { "content-type": "text/html; charset=UTF-8", ...headers },
      body: call.method === "HEAD" ? "" : htmlPage(code, message, detail),
    };
  if (accept !== undefined)
    return json(
      status,
      { message: `${message}<br /><br />\n${detail}${tail}`, code, title: titleOf(status) },
      headers,
    );
  return {
    status,
    headers: { "content-type": "text/plain; charset=UTF-8", ...headers },
    body: `${code}\n\n${message}\n\n${detail}   `,
  };
}

/** Glance says of nothing that it is HTML. */
export const done = (): Answer => ({
  status: 204,
  headers: { "content-type": "text/html; charset=UTF-8" },
  body: "",
});

export const htmlPage = (heading: string, message: string, detail = ""): string =>
  `<html>\n <head>\n  <title>${heading}</title>\n </head>\n <body>\n  <h1>${heading}</h1>\n  ${message}<br /><br />\n${detail}\n\n\n </body>\n</html>`;

/** WebOb's words for a path that a server does not have. */
export const notThere = "The resource could not be found.";

/** Shape 3 as IAM's own v3.0 calls have it (docs/vendors/open-telekom-and-huawei.md#settings-that-users-have). */
export const iamError = (status: number, code: string, message: string): Answer =>
  json(status, { error_msg: message, error_code: code });

export const refuseGateway = (call: Call, status: number, code: string, message: string): never => {
  throw new Refusal(gatewayError(call, status, code, message));
};
export const refuseIam = (status: number, code: string, message: string): never => {
  throw new Refusal(iamError(status, code, message));
};
export const refuseIms = (code: string, message: string, status = 400): never => {
  throw new Refusal(imsError(code, message, status));
};
export const refuseEvs = (status: number, code: string, message: string): never => {
  throw new Refusal(evsError(status, code, message));
};
export const refuseEcs = (status: number, code: string, message: string): never => {
  throw new Refusal(ecsError(status, code, message));
};
export const refuseBackup = (status: number, code: string, message: string): never => {
  throw new Refusal(backupError(status, code, message));
};
export const refuseObs = (call: Call, status: number, code: string, message: string): never => {
  throw new Refusal(obsError(call, status, code, message));
};
export const refuseCinder = (status: number, message: string): never => {
  throw new Refusal(cinderError(status, message));
};
export const refuseGlance = (
  call: Call,
  status: number,
  message: string,
  detail?: string,
  headers?: Record<string, string>,
): never => {
  throw new Refusal(glanceError(call, status, message, detail, headers));
};
export const refuseKeystone = (status: number, message: string): never => {
  throw new Refusal(keystoneError(status, message));
};

/** docs/vendors/open-telekom-and-huawei.md#ims-error-codes; every other status is the unknown system error. */
const imsCodes: Readonly<Record<number, string>> = { 403: "IMG.0026", 404: "IMG.0144", 429: "IMG.0060" };

const obsCodes: Readonly<Record<number, string>> = {
  403: "AccessDenied",
  404: "NoSuchKey",
  503: "ServiceUnavailable",
};

/** The envelope a service would use for a status that its own code does not produce here: the default of a fault. */
export function envelope(call: Call, service: ServiceName, status: number): Answer {
  const message = status >= 500 ? "Internal server error." : titleOf(status);
  if (service === "evs") return evsError(status, `EVS.5${status}`, message);
  if (service === "ims") return imsError(imsCodes[status] ?? "IMG.0061", message, status);
  if (service === "ecs") return ecsError(status, `Ecs.0${status}`, message);
  if (service === "cbr") return backupError(status, "BackupService.9999", message);
  if (service === "csbs") return backupError(status, "CSBS.9999", message);
  if (service === "obs") return obsError(call, status, obsCodes[status] ?? "InternalError", message);
  if (service === "cinder") return cinderError(status, message);
  if (service === "glance") return glanceError(call, status, message);
  if (service === "zstack") return zstackEnvelope(status);
  return keystoneError(status, message);
}
