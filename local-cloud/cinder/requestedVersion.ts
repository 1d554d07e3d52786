import { type Answer, type Call, json, Refusal } from "../http/answer";
import { glanceError, notThere, refuseCinder } from "../http/envelope";

const newest = 70;

/**
 * What the header asks for, `3.0` without it: microversions select the accepted fields
 * (docs/vendors/openstack.md#cinder).
 */
function versionText(call: Call): string | undefined {
  const header = call.headers["openstack-api-version"];
  if (header === undefined) return "3.0";
  const entries = String(header)
    .split(",")
    .map((entry) => entry.trim().split(/\s+/));
  const asked = entries.find(([service]) => service === "volume")?.[1];
  return asked === "latest" ? `3.${newest}` : asked;
}

/** The minor version; a version beyond what is served is 406. */
export function requestedVersion(call: Call): number {
  const text =
    versionText(call) ??
    refuseCinder(
      400,
      "The server could not comply with the request since it is either malformed or otherwise incorrect.",
    );
  const [, major, minor] = wellFormed.exec(text) ?? [];
  if (major === undefined || minor === undefined)
    return refuseCinder(
      400,
      `API Version String ${text} is of invalid format. Must be of format MajorNum.MinorNum.`,
    );
  if (major === "3" && Number(minor) <= newest) return Number(minor);
  throw new Refusal(
    json(406, {
      computeFault: {
        code: 406,
        message: `Version ${text} is not supported by the API. Minimum is 3.0 and maximum is 3.${newest}.`,
      },
    }),
  );
}

const wellFormed = /^(\d+)\.(\d+)$/;

/** Every answer says which version it speaks, unless that could not be read. */
export function versionHeaders(call: Call): Record<string, string> {
  const text = versionText(call) ?? "";
  return wellFormed.test(text)
    ? { "openstack-api-version": `volume ${text}`, vary: "OpenStack-API-Version" }
    : {};
}

/** Said by the router in front of the API, in Glance's form. */
export const noCinderRoute = (call: Call): Answer => ({
  ...glanceError(call, 404, notThere),
  early: true,
});
