import { type Answer, json, type TokenCall } from "../http/answer";
import { notThere, refuseCinder } from "../http/envelope";
import type { ImageRecord } from "../images/imageRecord";
import type { ExportRun } from "../volumes/exportRun";
import { microsWithoutZone } from "../world/clock";
import { linked } from "./linked";
import { requestedVersion } from "./requestedVersion";

/**
 * What Cinder tells the user when an export failed behind the 202 (docs/vendors/openstack.md#cinder,
 * docs/vendors/openstack.md#how-an-export-goes).
 */
export function exportMessages(call: TokenCall): Answer {
  if (requestedVersion(call) < 3) return refuseCinder(404, notThere);
  const wanted = call.query.get("resource_uuid");
  const messages = failedExports(call)
    .filter(({ volumeId }) => wanted === null || wanted === volumeId)
    .slice(0, Number(call.query.get("limit") ?? 1000))
    .map((failed) => toMessage(call, failed));
  return json(200, { messages });
}

export function exportMessage(call: TokenCall): Answer {
  if (requestedVersion(call) < 3) return refuseCinder(404, notThere);
  const message = failedExports(call)
    .map((failed) => toMessage(call, failed))
    .find(({ id }) => id === call.params.id);
  return message
    ? json(200, { message })
    : refuseCinder(404, `Message ${call.params.id} could not be found.`);
}

const toMessage = (call: TokenCall, { id, volumeId, run: { endsAt } }: Export) => ({
  ...linked(call, "messages", id.replace(/^.{8}/, "00000000")),
  event_id: "VOLUME_VOLUME_003_004",
  message_level: "ERROR",
  resource_type: "VOLUME",
  resource_uuid: volumeId,
  request_id: "req-00000000-0000-4000-8000-000000000000",
  user_message: "copy volume to image:Failed to upload volume to image at backend.",
  created_at: microsWithoutZone(endsAt),
  guaranteed_until: microsWithoutZone(endsAt + 30 * 24 * 3600 * 1000),
});

type Export = ImageRecord & { readonly run: ExportRun; readonly volumeId: string };

/** Copies that did not end well, and those whose image was deleted before they had ended; the latest first. */
function failedExports({ world, project, now }: TokenCall): Export[] {
  return [...world.images.values()]
    .filter((image): image is Export => image.run !== undefined && image.volumeId !== undefined)
    .filter(({ projectId, run }) => projectId === project.id && now >= run.endsAt)
    .filter(
      ({ run, goneFrom = Number.POSITIVE_INFINITY }) =>
        ["gone", "killed"].includes(run.outcome) || goneFrom < run.endsAt,
    )
    .sort((one, other) => other.run.endsAt - one.run.endsAt);
}
