import { type Answer, json, type TokenCall } from "./answer";
import { requestedVersion } from "./cinderVersion";
import { microsWithoutZone } from "./clock";
import { refuseCinder } from "./errors";
import { volumesOf } from "./volumes";

/** What Cinder tells the user when an export failed behind the 202 (api-openstack.md §2.4, §2.6). */
export function exportMessages(call: TokenCall): Answer {
  if (requestedVersion(call) < 3) return refuseCinder(404, "The resource could not be found.");
  const wanted = call.query.get("resource_uuid");
  const messages = volumesOf(call.world, call.project.id)
    .filter(({ id, run }) => (wanted === null || wanted === id) && run && call.now >= run.endsAt)
    .filter(({ id, run }) => run?.outcome === "gone" || run?.outcome === "killed" || imageDeleted(call, id))
    .map(({ id, run }) => ({
      id: id.replace(/^.{8}/, "00000000"),
      event_id: "VOLUME_VOLUME_003_004",
      message_level: "ERROR",
      resource_type: "VOLUME",
      resource_uuid: id,
      request_id: "req-00000000-0000-4000-8000-000000000000",
      user_message: "copy volume to image:Failed to upload volume to image at backend.",
      created_at: microsWithoutZone(run?.endsAt ?? call.now),
      guaranteed_until: microsWithoutZone((run?.endsAt ?? call.now) + 30 * 24 * 3600 * 1000),
    }));
  return json(200, { messages });
}

/** The image of the volume's latest export was deleted before the copy had ended. */
const imageDeleted = (call: TokenCall, volumeId: string): boolean =>
  [...call.world.images.values()].some(
    ({ volumeId: source, run, goneFrom }) =>
      source === volumeId && run !== undefined && goneFrom !== undefined && goneFrom < run.endsAt,
  );
