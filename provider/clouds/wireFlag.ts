import { z } from "zod";

/**
 * A flag that some answers write as a text, in any case (docs/vendors/open-telekom-and-huawei.md#values-on-the-wire).
 */
export const wireFlag = z
  .union([
    z.boolean(),
    z
      .string()
      .regex(/^(true|false)$/i)
      .transform((text) => text.toLowerCase() === "true"),
  ])
  .nullish();
