import type { Cloud } from "../../clouds/cloud";
import { connect } from "../../clouds/connect";
import { traits } from "../../clouds/profiles/traits";
import type { CloudSettings } from "../../clouds/settings";
import { isSkewed } from "../../clouds/zstack/failures";
import { type CloudError, CredentialsError, PermissionError, UnavailableError } from "../../http/errors";
import { attempt, type CallCloud, cloudCaller, type Tried, WITHIN_MS } from "../attempt";
import type { CommandContext } from "../commandContext";
import { type Check, failedBy, ok, skipped } from "./check";
import { rightChecks } from "./rightChecks";
import { roleCheck } from "./roleCheck";
import { placeCheck, timeZoneChecks, wayIn } from "./whoSignsIn";

/** Signs in, and reads what an `up` would read: all that a cloud can be asked without changing anything. */
export async function cloudChecks(settings: CloudSettings, context: CommandContext): Promise<Check[]> {
  const opened = await attempt(async () =>
    connect(settings, context.clock, (text) => context.say(`${text}\n`)),
  );
  if ("error" in opened) return [failedBy("cloud", opened.error)];
  const cloud = opened.value;
  try {
    return await connectedChecks(cloud, settings, cloudCaller(cloud.name, context));
  } finally {
    await cloud.close?.();
  }
}

async function connectedChecks(
  cloud: Cloud,
  settings: CloudSettings,
  callCloud: CallCloud,
): Promise<Check[]> {
  const options = { deadline: cloud.clock.now() + WITHIN_MS };
  const place = await callCloud("signs in", () => cloud.location());
  // Keys sign each call by themselves: whether they are right shows only now.
  const images = await callCloud("lists images", () => cloud.allImages(options));
  const refused = [place, images].find(
    (tried) => "error" in tried && tried.error instanceof CredentialsError,
  );
  if (refused !== undefined && "error" in refused) {
    return [
      failedBy(isSkewed(refused.error) ? "time zone" : "credentials", refused.error),
      skipped("services", "nothing can be asked without signing in"),
    ];
  }
  if ("error" in place && isLogIn(place.error, cloud)) return [failedBy("credentials", place.error)];
  const image = await serviceCheck(cloud, "image", images);
  const whose = [
    credentialsCheck(settings, images),
    "error" in place ? failedBy("project and region", place.error) : placeCheck(cloud, place.value),
    ...(image.verdict === "failed" ? [] : timeZoneChecks(cloud, settings)),
    ...(await rolesCheck(cloud)),
  ];
  // ZStack has volumes of its own, which nothing is made from.
  if (!traits[cloud.profile].hasVolumeImages)
    return [...whose, image, ...(await rightChecks({ cloud, options, images }, { image }, callCloud))];
  const volumes = await callCloud("lists volumes", () => cloud.listVolumes(1, options));
  const services = { image, volume: await serviceCheck(cloud, "volume", volumes) };
  const rights = await rightChecks({ cloud, options, images, volumes }, services, callCloud);
  return [...whose, services.image, services.volume, ...rights];
}

/** On ZStack the log-in alone tells the place; elsewhere it may be a catalogue that lacks a service, which nobody has answered. */
function isLogIn(error: CloudError, { profile }: Cloud): boolean {
  return error instanceof UnavailableError || error.status !== undefined || traits[profile].hasManagementNode;
}

/** A key that no answer has been given to may still be wrong. */
function credentialsCheck(settings: CloudSettings, images: Tried<unknown>): Check {
  const answered = !("error" in images) || images.error instanceof PermissionError;
  if (settings.credentials.kind === "accessKey" && !answered)
    return skipped("credentials", "no signed request was answered");
  return ok("credentials", `accepted (${wayIn(settings)})`);
}

/** A token tells the roles it was given; a signature tells none. */
async function rolesCheck(cloud: Cloud): Promise<Check[]> {
  const roles = await attempt(async () => (await cloud.roles?.()) ?? []);
  if ("error" in roles || roles.value.length === 0) return [];
  return [roleCheck(roles.value)];
}

/** Found, and answering: a service that refuses does answer. */
async function serviceCheck(
  cloud: Cloud,
  service: "image" | "volume",
  listed: Tried<unknown>,
): Promise<Check> {
  const name = `${service} service`;
  const address = await attempt(() => cloud.address(service));
  if ("error" in address) return failedBy(name, address.error);
  if (!("error" in listed) || listed.error instanceof PermissionError)
    return ok(name, `${address.value} answers`);
  const failure = failedBy(
    name,
    listed.error,
    `check whether ${address.value} is the ${service} service of this region`,
  );
  return { ...failure, found: `${address.value}: ${failure.found}` };
}
