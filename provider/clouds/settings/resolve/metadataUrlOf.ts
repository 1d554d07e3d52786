import type { Setting } from "../layer";
import { address } from "./address";

/** The same address on every server of the Huawei family (docs/vendors/open-telekom-and-huawei.md#keys-of-a-server). */
const METADATA_URL = "http://169.254.169.254";

/** Another address is for tests and tunnels. Plain http is the vendor's own, and only on the server's own link. */
export function metadataUrlOf(setting: Setting | undefined): string {
  if (setting === undefined || setting.value.replace(/\/+$/, "") === METADATA_URL) return METADATA_URL;
  return address("metadata_url", setting, false, "it");
}
