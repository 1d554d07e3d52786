import { type Call, json, Refusal } from "./answer";
import { refuseCinder } from "./errors";

const newest = 70;

/** What the header asks for, `3.0` without it: microversions select the accepted fields (api-openstack.md §2.4). */
export const versionText = (call: Call): string => {
  const asked = askedVersion(call);
  return asked === "latest" ? `3.${newest}` : asked;
};

function askedVersion(call: Call): string {
  const header = call.headers["openstack-api-version"];
  const entries = String(header ?? "")
    .split(",")
    .map((entry) => entry.trim().split(/\s+/));
  return entries.find(([service]) => service === "volume")?.[1] ?? "3.0";
}

/** The minor version; a version beyond what is served is 406. */
export function requestedVersion(call: Call): number {
  const text = versionText(call);
  const [, major, minor] = /^(\d+)\.(\d+)$/.exec(text) ?? [];
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
