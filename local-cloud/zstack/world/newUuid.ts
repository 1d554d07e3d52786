import { randomUUID } from "node:crypto";

/** 32 lower-case hex digits of versions 1 to 5 (docs/vendors/zstack.md#addresses-bodies-and-values). */
const shape = /^[0-9a-f]{8}[0-9a-f]{4}[1-5][0-9a-f]{3}[89ab][0-9a-f]{3}[0-9a-f]{12}$/;

export const newUuid = (): string => randomUUID().replaceAll("-", "");
export const isUuid = (text: string): boolean => shape.test(text);
