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

export const prefixes: Record<string, ServiceName> = {
  iam: "iam",
  evs: "evs",
  ims: "ims",
  ecs: "ecs",
  cbr: "cbr",
  csbs: "csbs",
  obs: "obs",
  keystone: "keystone",
  cinder: "cinder",
  glance: "glance",
  zstack: "zstack",
  _admin: "admin",
};
