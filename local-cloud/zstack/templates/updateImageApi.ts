import type { Api, Order } from "../api/api";
import { failWith } from "../api/errorCode";
import { existing, mayChoice, mayText, ownedBy } from "../api/needText";
import { flagField, textField } from "../api/readBody";
import { soon } from "../jobs/zstackJob";
import { liveImages } from "./deleteImageApi";
import { type TemplateRecord, templateInventory } from "./templateRecord";

/**
 * `PUT /images/{uuid}/actions`, what leaves the template where it is
 * (docs/vendors/zstack.md#update-delete-and-expunge).
 */

const platforms = ["Linux", "Windows", "WindowsVirtio", "Other", "Paravirtualization"];
const mediaTypes = ["RootVolumeTemplate", "DataVolumeTemplate", "ISO"];
const architectures = ["x86_64", "aarch64", "mips64el", "loongarch64"];

function imageOf({ call, identify }: Order): TemplateRecord {
  const image = existing("uuid", "ImageVO", call.params.uuid ?? "", liveImages(call.world));
  ownedBy(identify(), image.uuid, image.accountUuid);
  return image;
}

/** Null and absent mean the same: unchanged. So a description can be emptied, but not taken away. */
export const updateImageApi: Api = {
  api: "updateImage",
  prepare: (order) => {
    const { params, call } = order;
    const message = "APIUpdateImageMsg";
    const changes = {
      name: mayText(message, params, "name", 255),
      description: mayText(message, params, "description", 2048),
      guestOsType: mayText(message, params, "guestOsType", 255),
      mediaType: mayChoice(params, "mediaType", mediaTypes),
      format: textField(params, "format"),
      system: flagField(params, "system"),
      platform: mayChoice(params, "platform", platforms),
      architecture: mayChoice(params, "architecture", architectures),
      virtio: flagField(params, "virtio"),
    };
    const image = imageOf(order);
    return (job) =>
      soon(call.world, job, (at) => {
        for (const [name, value] of Object.entries(changes))
          if (value !== undefined) Object.assign(image, { [name]: value, changedAt: at });
        return { inventory: templateInventory(call.world, image) };
      });
  },
};

export const changeImageStateApi: Api = {
  api: "changeImageState",
  prepare: (order) => {
    const { params, call } = order;
    const event = mayChoice(params, "stateEvent", ["enable", "disable"]);
    if (event === undefined)
      failWith(
        "SYS.1007",
        "field[stateEvent] of message[APIChangeImageStateMsg] is mandatory, can not be null",
      );
    const image = imageOf(order);
    return (job) =>
      soon(call.world, job, (at) => {
        Object.assign(image, { state: event === "enable" ? "Enabled" : "Disabled", changedAt: at });
        return { inventory: templateInventory(call.world, image) };
      });
  },
};

export const syncImageSizeApi: Api = {
  api: "syncImageSize",
  prepare: (order) => {
    const image = imageOf(order);
    return (job) =>
      soon(order.call.world, job, () => ({ inventory: templateInventory(order.call.world, image) }));
  },
};
