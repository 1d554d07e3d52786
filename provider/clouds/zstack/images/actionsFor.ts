import type { Image, ImageChange } from "../../image";

/** An action on an image, `PUT /v1/images/{uuid}/actions`: its name and its fields. */
export type Action = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Arguments whose changes are sent: by these actions, and by `tagSteps`. */
export type ZstackPatched = "name" | "description" | "state" | "userTags";

/**
 * The actions for what differs. A description that is to be empty is sent as an empty text: null would leave it as it
 * is (docs/vendors/zstack.md#update-delete-and-expunge; by the source, not tried on a server).
 */
export function actionsFor(image: Image, change: ImageChange): Action[] {
  const attributes = Object.fromEntries(
    (["name", "description"] as const).flatMap((field) => {
      const value = change[field];
      return value === undefined || value === image[field] ? [] : [[field, value]];
    }),
  );
  const { state } = change;
  const differs = state !== undefined && state !== image.template?.state;
  return [
    ...(Object.keys(attributes).length === 0 ? [] : [{ updateImage: attributes }]),
    ...(differs ? [{ changeImageState: { stateEvent: state === "Disabled" ? "disable" : "enable" } }] : []),
  ];
}
