import type { Clock } from "../http/clock";
import { CloudError } from "../http/errors";
import { openTransport } from "../http/send";
import type { Cloud } from "./cloud";
import { huaweiCloud } from "./huawei/connection";
import { tokenSession } from "./keystone/session";
import { TokenSource } from "./keystone/token";
import { openstackCloud } from "./openstack/connection";
import type { CloudSettings } from "./settings";

/** Opens the connections of a cloud; nothing is sent yet. */
export function connect(settings: CloudSettings, clock: Clock): Cloud {
  const transport = openTransport(settings);
  const session = tokenSession(settings, new TokenSource(settings, transport, clock));
  switch (settings.profile) {
    case "otc":
    case "otc-swiss":
    case "huaweicloud":
      return huaweiCloud(settings, session, transport, clock);
    case "openstack":
      return openstackCloud(settings, session, transport, clock);
    case "zstack":
      throw new CloudError(`cloud "${settings.name}": ZStack has no volume export to an image`, { outcome: "not-sent" });
  }
}
