import type { HuaweiPatched } from "./huawei/ims/change";
import type { GlancePatched } from "./openstack/change";
import type { Profile } from "./settings";
import type { ZstackPatched } from "./zstack/images/change";

/** The arguments whose changes each cloud's own code sends to an image that exists. */
export interface Patched extends Record<Profile, string> {
  readonly otc: HuaweiPatched;
  readonly "otc-swiss": HuaweiPatched;
  readonly huaweicloud: HuaweiPatched;
  readonly openstack: GlancePatched;
  readonly zstack: ZstackPatched;
}
