import { adminRoutes } from "./admin";
import type { ServiceName } from "./answer";
import { cinderRoutes } from "./cinder";
import { evsRoutes } from "./evs";
import { glanceRoutes } from "./glance";
import { identityRoutes } from "./identity";
import { imsRoutes } from "./ims";
import type { Route } from "./routes";

/** A new service is one more file of routes, and its name here and in `ServiceName`. */
export const routes: readonly Route[] = [
  ...identityRoutes("iam"),
  ...identityRoutes("keystone"),
  ...evsRoutes,
  ...imsRoutes,
  ...cinderRoutes,
  ...glanceRoutes,
  ...adminRoutes,
];

export const prefixes: Record<string, ServiceName> = {
  iam: "iam",
  evs: "evs",
  ims: "ims",
  keystone: "keystone",
  cinder: "cinder",
  glance: "glance",
  _admin: "admin",
};
