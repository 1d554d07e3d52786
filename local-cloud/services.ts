import { adminRoutes } from "./admin/adminRoutes";
import { imageSourceAdminRoutes } from "./admin/imageSourceAdminRoutes";
import { cbrRoutes } from "./cbr/cbrRoutes";
import { cinderRoutes } from "./cinder/cinderRoutes";
import { csbsRoutes } from "./csbs/csbsRoutes";
import { ecsRoutes } from "./ecs/ecsRoutes";
import { evsRoutes } from "./evs/evsRoutes";
import { glanceRoutes } from "./glance/glanceRoutes";
import type { ServiceName } from "./http/answer";
import type { Route } from "./http/route";
import { actionsRoutes } from "./identity/federation/actionsRoutes";
import { identityRoutes } from "./identity/identityRoutes";
import { imsRoutes } from "./ims/imsRoutes";
import { metadataRoutes } from "./metadata/metadataRoutes";
import { obsRoutes } from "./obs/obsRoutes";
import { zstackAdminRoutes } from "./zstack/admin/zstackAdminRoutes";
import { zstackRoutes } from "./zstack/zstackRoutes";

/** A new service is one more file of routes, and its name here and in `ServiceName`. */
export const routes: readonly Route[] = [
  ...identityRoutes("iam"),
  ...identityRoutes("keystone"),
  ...evsRoutes,
  ...imsRoutes,
  ...ecsRoutes,
  ...cbrRoutes,
  ...csbsRoutes,
  ...obsRoutes,
  ...cinderRoutes,
  ...glanceRoutes,
  ...zstackRoutes,
  ...actionsRoutes,
  ...metadataRoutes,
  ...adminRoutes,
  ...imageSourceAdminRoutes,
  ...zstackAdminRoutes,
];

export const endpointNames = [
  "iam",
  "evs",
  "ims",
  "ecs",
  "cbr",
  "csbs",
  "obs",
  "keystone",
  "cinder",
  "glance",
  "actions",
  "metadata",
  "zstack",
] as const satisfies ServiceName[];
export type EndpointName = (typeof endpointNames)[number];

/** The first segment of a path, where all services share a port. */
export const prefixes: Record<string, ServiceName> = {
  ...Object.fromEntries(endpointNames.map((name) => [name, name])),
  _admin: "admin",
};
