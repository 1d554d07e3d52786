import { whole } from "../../whole";
import { type SignIn, signInRoutes } from "../harness/signIn";
import { type Subject, template, volumeImageOn } from "../harness/subjects";
import { faultTable, rowsOf } from "./faultTable";
import type { ScenarioName } from "./scenarios";

const [otc, huaweicloud, openstack] = [
  volumeImageOn("otc"),
  volumeImageOn("huaweicloud"),
  volumeImageOn("openstack"),
];

/** Every kind of credential but user and password, which are those of each cloud's own table. */
const signIns: readonly (readonly [SignIn, Subject])[] = [
  ["otc-aksk-temporary", otc],
  ["otc-agency", otc],
  ["otc-token", otc],
  ["openstack-appcred", openstack],
  ["zstack-user", template],
  ["zstack-accesskey", template],
  ...(whole
    ? ([
        ["otc-aksk", otc],
        ["otc-aksk-agency", otc],
        ["huaweicloud-aksk", huaweicloud],
        ["huaweicloud-aksk-temporary", huaweicloud],
        ["huaweicloud-agency", huaweicloud],
        ["huaweicloud-aksk-agency", huaweicloud],
        ["openstack-token", openstack],
      ] as const)
    : []),
];

/**
 * Signing in fails in an operation that makes something and in one that looks; of the services' calls those of a create that
 * change something: all others are signed in the same way.
 */
const rows = signIns.flatMap(([signIn, subject]) => {
  const { create, patch, change } = subject.routes;
  const changes = subject === template ? [create, ...(whole ? change.slice(0, 1) : [])] : [create, patch];
  const scenarios: ScenarioName[] = whole && subject !== template ? ["create", "refresh"] : ["create"];
  return rowsOf(subject, scenarios, signIn).filter(
    ({ scenario, route }) =>
      signInRoutes(signIn).includes(route) || (scenario === "create" && changes.includes(route)),
  );
});

faultTable(rows, {
  second: false,
  applied: ({ subject }) => whole && subject === template,
  lasting: ({ subject, signIn, route }) =>
    subject === template ? whole : signInRoutes(signIn).includes(route),
});
