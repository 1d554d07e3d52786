import type { ImageChange } from "../clouds/image";
import type { Table } from "./arguments/table";
import type { Inherited } from "./resource";

/**
 * Cinder copies the volume's image metadata to each new image, but for what describes the data (seen with Cinder 21.3;
 * volume/api.py, _merge_volume_image_meta). Of the public clouds no page tells it.
 */
export function inheritedFromVolume({
  properties,
}: Pick<Table, "properties">): Inherited<{ readonly volumeId: string }> {
  return {
    async read(cloud, { volumeId }, options) {
      const volume = await cloud.showVolume(volumeId, options);
      // That no server boots otherwise is worth more than what a new image would have; a description is only read by people.
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
