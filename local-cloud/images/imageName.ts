import { z } from "zod";
import type { ProfileName } from "../world/profile";

const ascii = /^(?! )[A-Za-z0-9._ -]*(?<! )$/;
const withHan = /^(?! )[\p{Script=Han}A-Za-z0-9._ -]*(?<! )$/u;

/**
 * 1–128 characters, no blank at the ends; Chinese letters only on Huawei Cloud
 * (docs/vendors/open-telekom-and-huawei.md#attribute-rules).
 */
export const imageName = (profile: ProfileName) =>
  z
    .string()
    .refine((name) => [...name].length >= 1 && [...name].length <= 128, "must have 1 to 128 characters")
    .regex(profile === "huaweicloud" ? withHan : ascii, "has characters that are not allowed");
