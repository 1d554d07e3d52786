import { openCaller } from "../../../http/call";
import type { Clock } from "../../../http/clock";
import type { Transport } from "../../../http/transport";
import { withoutVersion } from "../../keystone/catalogue";
import { noService } from "../../keystone/noService";
import type { Service, Session } from "../../keystone/session";
import { type CloudSettings, endpointPattern } from "../../settings";
import { findProject } from "./findProject";
import { identityFailures } from "./identityFailures";
import { type KeySource, signing } from "./signing";
import type { SigningClock } from "./signingClock";

/** A session that signs every request. Without a token there is no catalogue: endpoints follow the vendor's naming. */
export function accessKeySession(
  settings: CloudSettings,
  keys: KeySource,
  transport: Transport,
  clock: Clock,
  signingClock: SigningClock,
): Session {
  const region = settings.region ?? "";
  // Signed without a project, because these calls find the project.
  const identity = openCaller(
    transport,
    signing(keys, signingClock, async () => ({})),
    identityFailures(settings),
    clock,
  );
  const projectId = once(() => findProject(settings, identity));
  return {
    ...signing(keys, signingClock, async () => ({ "x-project-id": await projectId() })),
    endpoint: async (service) => endpoint(service),
    projectId,
    location: async () => ({ endpoint: endpoint("image"), region, projectId: await projectId() }),
  };

  function endpoint(service: Service): string {
    const url = settings.endpoints[service] ?? endpointPattern(settings.profile, service, region, settings);
    if (url === undefined) throw noService(service, settings);
    return withoutVersion(url);
  }
}

/** Sends one call, however many wait for it; after a failure the next caller sends another. */
function once<Result>(send: () => Promise<Result>): () => Promise<Result> {
  let pending: Promise<Result> | undefined;
  return () => {
    pending ??= send().catch((error: unknown) => {
      pending = undefined;
      throw error;
    });
    return pending;
  };
}
