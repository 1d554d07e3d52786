import type { Cloud } from "../../clouds/cloud";
import { connect } from "../../clouds/connect";
import { traits } from "../../clouds/profiles/traits";
import type { CloudSettings } from "../../clouds/settings";
import { isSkewed } from "../../clouds/zstack/failures";
import { type CloudError, CredentialsError, PermissionError, UnavailableError } from "../../http/errors";
import { attempt, CALL_LIMIT_MS, type CallCloud, cloudCaller, type Tried } from "../attempt";
import type { CommandContext } from "../commandContext";
import { type Check, failedBy, ok, skipped } from "./check";
import { rightChecks } from "./rights/rightChecks";
import { roleCheck } from "./roleCheck";
import { projectCheck, signInMethod, signsRequests, timeZoneChecks } from "./signInChecks";

/** Signs in, and reads what an `up` would read. Nothing is changed. */
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
  const options = { deadline: cloud.clock.now() + CALL_LIMIT_MS };
  const location = await callCloud("signs in", () => cloud.location());
  // An access key signs each call, so only this first call shows whether the key is valid.
  const images = await callCloud("lists images", () => cloud.allImages(options));
  const refused = [location, images].find(
    (tried) => "error" in tried && tried.error instanceof CredentialsError,
  );
  if (refused !== undefined && "error" in refused) {
    return [
      failedBy(isSkewed(refused.error) ? "time zone" : "credentials", refused.error),
      skipped("services", "nothing can be asked without signing in"),
    ];
  }
  if ("error" in location && isSignInFailure(location.error, cloud))
    return [failedBy("credentials", location.error)];
  const image = await serviceCheck(cloud, "image", images);
  const identity = [
    credentialsCheck(settings, images),
    "error" in location
      ? failedBy("project and region", location.error)
      : projectCheck(cloud, location.value),
    ...(image.verdict === "failed" ? [] : timeZoneChecks(cloud, settings)),
    ...(await rolesCheck(cloud, callCloud)),
  ];
  // On ZStack no image is created from a volume, so volumes are not checked.
  if (!traits[cloud.profile].hasVolumeImages)
    return [...identity, image, ...(await rightChecks({ cloud, options, images }, { image }, callCloud))];
  const volumes = await callCloud("lists volumes", () => cloud.listVolumes(1, options));
  const services = { image, volume: await serviceCheck(cloud, "volume", volumes) };
  const rights = await rightChecks({ cloud, options, images, volumes }, services, callCloud);
  return [...identity, services.image, services.volume, ...rights];
}

/**
 * Whether an error means that signing in failed. Elsewhere than on ZStack, an error without an answer may mean a catalogue
 * that lacks a service.
 */
function isSignInFailure(error: CloudError, { profile }: Cloud): boolean {
  return error instanceof UnavailableError || error.status !== undefined || traits[profile].hasManagementNode;
}

/** Without an answer to a signed request, nothing is known about the keys. */
function credentialsCheck(settings: CloudSettings, images: Tried<unknown>): Check {
  const answered = !("error" in images) || images.error instanceof PermissionError;
  if (signsRequests(settings) && !answered) return skipped("credentials", "no signed request was answered");
  return ok("credentials", `accepted (${signInMethod(settings)})`);
}

/** A token lists its roles; an access key has no such list. */
async function rolesCheck(cloud: Cloud, callCloud: CallCloud): Promise<Check[]> {
  const roles = await callCloud("reads the roles", async () => (await cloud.roles?.()) ?? []);
  if ("error" in roles || roles.value.length === 0) return [];
  return [roleCheck(roles.value)];
}

/** Whether a service has an address and answers. A refusal is an answer too. */
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
