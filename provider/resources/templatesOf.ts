import type { Cloud } from "../clouds/cloud";
import type { Templates } from "../clouds/templates";
import { CloudError } from "../http/errors";

export function templatesOf({ templates, name }: Cloud): Templates {
  if (templates !== undefined) return templates;
  throw new CloudError(`cloud "${name}" has no data volume templates`, { outcome: "not-sent" });
}
