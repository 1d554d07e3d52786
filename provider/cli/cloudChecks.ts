import type { Cloud } from "../clouds/cloud";
import { connect } from "../clouds/connect";
import type { CloudSettings } from "../clouds/settings";
import { CloudError, CredentialsError, PermissionError, UnavailableError } from "../http/errors";
import { type Check, failedBy, ok, skipped } from "./check";
import { saySlow } from "./progress";
import type { Surroundings } from "./surroundings";

/** Beyond this a check has failed: an `up` is more patient, people at a prompt are not. */
const WITHIN_MS = 60_000;

/** Nothing has this name: the list is as good a proof as a full one, and shorter. */
const NO_NAME = "pulumi-cloud-images doctor";

type Tried<Value> = { readonly value: Value } | { readonly error: CloudError };

/** Signs in, and reads what an `up` would read: all that a cloud can be asked without changing anything. */
export async function cloudChecks(settings: CloudSettings, around: Surroundings): Promise<Check[]> {
  const opened = await attempt(async () =>
    connect(settings, around.clock, (text) => around.say(`${text}\n`)),
  );
  if ("error" in opened) return [failedBy("cloud", opened.error)];
  const cloud = opened.value;
  const options = { deadline: around.clock.now() + WITHIN_MS };
  const ask = <Value>(doing: string, asking: () => Promise<Value>) =>
    attempt(() => saySlow(around, `${doing} (cloud "${cloud.name}")`, soon(doing, asking(), around)));

  const place = await ask("signs in", () => cloud.location());
  // Keys sign each call by themselves: whether they are right shows only now.
  const images = await ask("lists images", () => cloud.imagesNamed(NO_NAME, options));
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
  return [
    ok("credentials", `accepted (${wayIn(settings)})`),
    "error" in place
      ? failedBy("project and region", place.error)
      : ok("project and region", describe(place.value)),
    ...(await serviceChecks(cloud, "image", images, "ims:images:list, or Glance's get_images")),
    ...(await serviceChecks(cloud, "volume", volumes, "evs:volumes:list, or Cinder's volume:get_all")),
  ];
}

/** Found, answering, and readable: three things that fail for different reasons. */
async function serviceChecks(
  cloud: Cloud,
  service: "image" | "volume",
  listed: Tried<unknown>,
  right: string,
): Promise<Check[]> {
  const name = `${service} service`;
  const permission = `list ${service}s`;
  const address = await attempt(() => cloud.address(service));
  if ("error" in address) return [failedBy(name, address.error), skipped(permission, `there is no ${name}`)];
  if (!("error" in listed)) return [ok(name, `${address.value} answers`), ok(permission, "allowed")];
  const { error } = listed;
  if (error instanceof PermissionError) {
    const whatToDo = `give the user the right to list ${service}s (${right})`;
    return [ok(name, `${address.value} answers`), { ...failedBy(permission, error), whatToDo }];
  }
  const failure = failedBy(
    name,
    error,
    `check whether ${address.value} is the ${service} service of this region`,
  );
  return [
    { ...failure, found: `${address.value}: ${failure.found}` },
    skipped(permission, `the ${name} does not answer`),
  ];
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

async function attempt<Value>(asking: () => Promise<Value>): Promise<Tried<Value>> {
  try {
    return { value: await asking() };
  } catch (error) {
    if (error instanceof CloudError) return { error };
    throw error;
  }
}

async function soon<Value>(doing: string, work: Promise<Value>, { clock }: Surroundings): Promise<Value> {
  const done = new AbortController();
  const late = clock.sleep(WITHIN_MS, done.signal).then(() => {
    const why = `${doing}: no answer within ${WITHIN_MS / 1000} s`;
    throw new UnavailableError(why, { outcome: "unknown", hint: "try again later" });
  });
  late.catch(() => {}); // of a race that was won, or lost: told already
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
