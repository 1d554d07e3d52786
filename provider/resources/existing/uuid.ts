import { uuid } from "../fields";

export function isUuid(text: string): boolean {
  return uuid.safeParse(text).success;
}
