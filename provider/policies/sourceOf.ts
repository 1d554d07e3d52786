import { ownValue } from "../http/ownValue";
import type { ManagedImage } from "./managedImages";
import { textIn } from "./rawProperties";

/** What an image is created from. */
export interface ImageSource {
  /** The kind of source for messages, such as "volume". */
  readonly kind: string;
  readonly id: string;
}

/**
 * The source of an image: from its arguments, or from the origin that the cloud reports for an existing image.
 * Undefined if it is not known yet.
 */
export function sourceOf({ props }: ManagedImage): ImageSource | undefined {
  const { source } = props;
  const volume = textIn(props, "volumeId");
  if (volume !== undefined) return { kind: "volume", id: volume };
  const snapshot = textIn(props, "snapshotUuid");
  if (snapshot !== undefined) return { kind: "volume snapshot", id: snapshot };
  const server = textIn(source, "instanceId");
  if (server !== undefined) return { kind: "server", id: server };
  const backup = textIn(source, "csbsBackupId") ?? textIn(source, "cbrBackupId");
  if (backup !== undefined) return { kind: "backup", id: backup };
  const [bucket, object] = [textIn(source, "bucket"), textIn(source, "object")];
  if (bucket !== undefined && object !== undefined) return { kind: "object", id: `${bucket}:${object}` };
  return byOrigin(textIn(props, "dataOrigin"));
}

const kindsByOrigin: Readonly<Record<string, string>> = {
  volume: "volume",
  instance: "server",
  server_backup: "backup",
  file: "object",
};

/** Reads the origin as IMS writes it: `instance,<id>`, `server_backup,<id>`, `file,<bucket:object>`. */
function byOrigin(origin: string | undefined): ImageSource | undefined {
  const [, origins = "", id = ""] = /^(\w+),(.+)$/.exec(origin ?? "") ?? [];
  const kind = ownValue(kindsByOrigin, origins);
  return kind === undefined ? undefined : { kind, id };
}
