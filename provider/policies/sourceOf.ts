import type { ManagedImage } from "./managedImages";
import { textIn } from "./raw";

/**
 * What an image is made from, in words: by its arguments, and once it exists by what the cloud says of its origin.
 * Undefined where that is not known yet.
 */
export function sourceOf({ props }: ManagedImage): string | undefined {
  const { source } = props;
  const volume = textIn(props, "volumeId");
  if (volume !== undefined) return `volume ${volume}`;
  const snapshot = textIn(props, "snapshotUuid");
  if (snapshot !== undefined) return `volume snapshot ${snapshot}`;
  const server = textIn(source, "instanceId");
  if (server !== undefined) return `server ${server}`;
  const backup = textIn(source, "csbsBackupId") ?? textIn(source, "cbrBackupId");
  if (backup !== undefined) return `backup ${backup}`;
  const [bucket, object] = [textIn(source, "bucket"), textIn(source, "object")];
  if (bucket !== undefined && object !== undefined) return `object ${bucket}:${object}`;
  return byOrigin(textIn(props, "dataOrigin"));
}

const words: Readonly<Record<string, string>> = {
  volume: "volume",
  instance: "server",
  server_backup: "backup",
  file: "object",
};

/** As IMS writes it: `instance,<id>`, `server_backup,<id>`, `file,<bucket:object>`. */
function byOrigin(origin: string | undefined): string | undefined {
  const [, kind = "", what] = /^(\w+),(.+)$/.exec(origin ?? "") ?? [];
  const word = words[kind];
  return word === undefined ? undefined : `${word} ${what}`;
}
