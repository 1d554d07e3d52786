import type { Props } from "../../../lifecycle/state/inputs";
import type { ErrorWords } from "../../errorWords";
import { plainAsFarAsPossible } from "../../plainJson";
import { onlyToEngine } from "./onlyToEngine";

/** The error as Pulumi's provider process takes it: fields of the error itself say that an image is kept. */
export function engineError({ message, kept, stack = "" }: ErrorWords, { __provider }: Props): Error {
  const error = Object.assign(new Error(message), { stack });
  if (kept === undefined) return stack === "" ? onlyToEngine(error) : error;
  const properties = plainAsFarAsPossible({ ...kept.properties, __provider });
  return Object.assign(error, { ...kept, properties });
}
