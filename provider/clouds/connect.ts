import { type Clock, steady } from "../http/clock";
import { openTransport } from "../http/openTransport";
import type { Transport, TransportOptions } from "../http/transport";
import type { Cloud } from "./cloud";
import { loggedTransport } from "./connection/loggedTransport";
import { huaweiSession } from "./huawei/auth/huaweiSession";
import { huaweiCloud } from "./huawei/huaweiCloud";
import { tokenSession } from "./keystone/session";
import { TokenSource } from "./keystone/token";
import { withSharedList } from "./lists/withSharedList";
import { openstackCloud } from "./openstack/openstackCloud";
import { type CloudSettings, hostHint, whereToSet } from "./settings";
import { openZstackSession } from "./zstack/auth/openZstackSession";
import { zstackCloud } from "./zstack/zstackCloud";

/** The transport for a cloud's settings and further options. */
export function transportTo(settings: CloudSettings, options: TransportOptions = {}): Transport {
  const transport = openTransport({
    ...settings,
    ...options,
    whereToSet: (field) => whereToSet(field, settings),
    hostHint: (url) => hostHint(url, settings),
  });
  return loggedTransport(transport, settings);
}

/**
 * Opens the connections of a cloud; nothing is sent yet. `warn` gets problems of the connection as a whole; with a transport
 * of its own it sends no bytes (test/bench/fleet).
 */
export function connect(
  settings: CloudSettings,
  wallClock: Clock,
  warn: (text: string) => void = () => {},
  transport: Transport = transportTo(settings),
): Cloud {
  return withSharedList(opened(settings, transport, steady(wallClock), warn));
}

function opened(
  settings: CloudSettings,
  transport: Transport,
  clock: Clock,
  warn: (text: string) => void,
): Omit<Cloud, "sharedList"> {
  switch (settings.profile) {
    case "otc":
    case "otc-swiss":
    case "huaweicloud":
      return huaweiCloud(
        settings.profile,
        settings,
        huaweiSession(settings, transport, clock, warn),
        transport,
        clock,
      );
    case "openstack":
      return openstackCloud(
        settings,
        tokenSession(settings, new TokenSource(settings, transport, clock)),
        transport,
        clock,
      );
    case "zstack":
      return zstackCloud(settings, openZstackSession(settings, transport, clock, warn), transport, clock);
  }
}
