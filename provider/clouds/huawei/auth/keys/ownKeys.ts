import type { Clock } from "../../../../http/clock";
import type { CloudSettings } from "../../../settings";
import { givenKeys, type KeySource } from "../signing";
import { metadataKeys } from "./metadataKeys";

/** The keys that sign requests from the start; undefined if one signs in with something else. */
export function ownKeys(settings: CloudSettings, clock: Clock): KeySource | undefined {
  const { credentials } = settings;
  if (credentials.kind === "accessKey") return givenKeys(credentials);
  return credentials.kind === "metadata" ? metadataKeys(credentials.url, settings, clock) : undefined;
}
