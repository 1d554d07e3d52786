import type { ImageChange } from "../clouds/image";
import type { Table } from "./arguments/table";
import type { Inherited } from "./resource";

/**
 * Cinder copies the volume's image metadata to each new image, except for what describes the data (seen with Cinder 21.3;
 * volume/api.py, _merge_volume_image_meta). No page says that the public clouds do the same.
 */
export function inheritedFromVolume({
  properties,
}: Pick<Table, "properties">): Inherited<{ readonly volumeId: string }> {
  return {
    async read(cloud, { volumeId }, options) {
      const volume = await cloud.showVolume(volumeId, options);
      // Without the volume, only the description is reset: servers may need the other attributes of the image to boot.
      if (volume === undefined) return { description: "" };
      const metadata = volume.imageMetadata ?? {};
      const declared = Object.entries(properties(cloud.profile)).map(([field, { name, read }]) => [
        field,
        read(metadata[name]) ?? null,
      ]);
      return { ...Object.fromEntries(declared), ...attributesOf(metadata) };
    },
  };
}

function attributesOf(metadata: Readonly<Record<string, unknown>>): ImageChange {
  const text = (key: string) => (typeof metadata[key] === "string" ? metadata[key] : "");
  const multiqueue = text("hw_vif_multiqueue_enabled");
  return {
    description: text("description"),
    osType: text("os_type"),
    firmwareType: text("hw_firmware_type"),
    vifMultiqueue: multiqueue === "" ? null : multiqueue.toLowerCase() === "true",
  };
}
