import { z } from "zod";
import type { Quota } from "../../imageJobs";

/** `GET /v1/cloudimages/quota` (docs/vendors/open-telekom-and-huawei.md#quota-copy-and-export). */
export const QuotaAnswer = z.looseObject({
  quotas: z.looseObject({
    resources: z.array(
      z.looseObject({ type: z.string(), used: z.number().nullish(), quota: z.number().nullish() }),
    ),
  }),
});

/** How many private images there may be; undefined where the cloud does not say, or sets no limit (below 0). */
export function imageQuotaIn({ quotas }: z.output<typeof QuotaAnswer>): Quota | undefined {
  const { used, quota } = quotas.resources.find(({ type }) => type === "image") ?? {};
  if (typeof used !== "number" || typeof quota !== "number" || quota < 0) return undefined;
  return { used, most: quota };
}
