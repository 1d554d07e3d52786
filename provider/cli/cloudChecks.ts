import type { Cloud } from "../clouds/cloud";
import { connect } from "../clouds/connect";
import type { CloudSettings } from "../clouds/settings";
import { CredentialsError, PermissionError, UnavailableError } from "../http/errors";
import { snippet } from "../http/redact";
import { asker, attempt, type Tried, WITHIN_MS } from "./asking";
import { type Check, failedBy, ok, skipped } from "./check";
import { rightChecks } from "./rightChecks";
import type { Surroundings } from "./surroundings";

/** Signs in, and reads what an `up` would read: all that a cloud can be asked without changing anything. */
export async function cloudChecks(settings: CloudSettings, around: Surroundings): Promise<Check[]> {
  const opened = await attempt(async () =>
    connect(settings, around.clock, (text) => around.say(`${text}\n`)),
  );
  if ("error" in opened) return [failedBy("cloud", opened.error)];
  const cloud = opened.value;
  const options = { deadline: around.clock.now() + WITHIN_MS };
  const ask = asker(cloud.name, around);

  const place = await ask("signs in", () => cloud.location());
  // Keys sign each call by themselves: whether they are right shows only now.
  const images = await ask("lists images", () => cloud.allImages(options));
  const refused = [place, images].find(
    (tried) => "error" in tried && tried.error instanceof CredentialsError,
  );
  if (refused !== undefined && "error" in refused) {
    return [
      failedBy("credentials", refused.error),
      skipped("services", "nothing can be asked without signing in"),
    ];
  }
  if ("error" in place && place.error instanceof UnavailableError)
    return [failedBy("credentials", place.error)];
  const volumes = await ask("lists volumes", () => cloud.listVolumes(1, options));
  const services = {
    image: await serviceCheck(cloud, "image", images),
    volume: await serviceCheck(cloud, "volume", volumes),
  };
  return [
    ok("credentials", `accepted (${wayIn(settings)})`),
    "error" in place
      ? failedBy("project and region", place.error)
      : ok("project and region", describe(place.value)),
    ...(await rolesCheck(cloud)),
    services.image,
    services.volume,
    ...(await rightChecks({ cloud, options, images, volumes }, services, ask)),
  ];
}

/** A token tells the roles it was given; a signature tells none. */
async function rolesCheck(cloud: Cloud): Promise<Check[]> {
  const roles = await attempt(async () => (await cloud.roles?.()) ?? []);
  if ("error" in roles || roles.value.length === 0) return [];
  return [ok("roles", snippet([...roles.value].sort().join(", ")))];
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

function wayIn({ credentials, userName, userId }: CloudSettings): string {
  const who = userName ?? userId;
  switch (credentials.kind) {
    case "password":
      return `password of ${who}${credentials.passcode === undefined ? "" : ", with a one-time code"}`;
    case "token":
      return "token; it cannot be renewed, so an `up` must end before it expires";
    case "applicationCredential":
      return "application credential";
    case "accessKey":
      return credentials.securityToken === undefined ? "access key" : "temporary access key";
  }
}

function describe({ region, projectId }: { region: string; projectId: string }): string {
  return `project ${projectId}, region ${region === "" ? "(the cloud has none)" : region}`;
}
