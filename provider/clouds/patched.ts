import type { HuaweiPatched } from "./huawei/ims/change";
import type { GlancePatched } from "./openstack/patchOf";
import type { Profile } from "./settings";
import type { ZstackPatched } from "./zstack/images/actionsFor";

/** The arguments whose changes each cloud's own code sends to an existing image. */
export type Patched = OfEach<{
  readonly otc: HuaweiPatched;
  readonly "otc-swiss": HuaweiPatched;
  readonly huaweicloud: HuaweiPatched;
  readonly openstack: GlancePatched;
  readonly zstack: ZstackPatched;
}>;

type OfEach<All extends Readonly<Record<Profile, string>>> = All;
