import { z } from "zod";

/** A flag that some answers write as a text, in any case (api-huawei-otc §0.3). */
export const wireFlag = z
  .union([
    z.boolean(),
    z
      .string()
      .regex(/^(true|false)$/i)
      .transform((text) => text.toLowerCase() === "true"),
  ])
  .nullish();
