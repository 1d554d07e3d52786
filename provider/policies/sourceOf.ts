import { ownValue } from "../http/ownValue";
import type { ManagedImage } from "./managedImages";
import { textIn } from "./raw";

/** What an image is made from. */
export interface ImageSource {
  /** In a word: "volume". */
  readonly kind: string;
  readonly id: string;
}

/**
 * By its arguments, and once it exists by what the cloud says of its origin.
 * Undefined where that is not known yet.
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

const words: Readonly<Record<string, string>> = {
  volume: "volume",
  instance: "server",
  server_backup: "backup",
  file: "object",
};

/** As IMS writes it: `instance,<id>`, `server_backup,<id>`, `file,<bucket:object>`. */
function byOrigin(origin: string | undefined): ImageSource | undefined {
  const [, origins = "", id = ""] = /^(\w+),(.+)$/.exec(origin ?? "") ?? [];
  const kind = ownValue(words, origins);
  return kind === undefined ? undefined : { kind, id };
}
