import { adminRoutes } from "./admin";
import type { ServiceName } from "./answer";
import { cbrRoutes } from "./cbr";
import { cinderRoutes } from "./cinder";
import { csbsRoutes } from "./csbs";
import { ecsRoutes } from "./ecs";
import { evsRoutes } from "./evs";
import { glanceRoutes } from "./glance";
import { identityRoutes } from "./identity";
import { imageSourceAdminRoutes } from "./imageSourceAdmin";
import { imsRoutes } from "./ims";
import { obsRoutes } from "./obs";
import type { Route } from "./routes";
import { zstackAdminRoutes } from "./zstack/adminRoutes";
import { zstackRoutes } from "./zstack/routes";

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
  "zstack",
] as const satisfies ServiceName[];
export type EndpointName = (typeof endpointNames)[number];

/** The first segment of a path, where all services share a port. */
export const prefixes: Record<string, ServiceName> = {
  ...Object.fromEntries(endpointNames.map((name) => [name, name])),
  _admin: "admin",
};
