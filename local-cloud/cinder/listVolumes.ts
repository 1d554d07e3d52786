import { type Answer, json, type TokenCall } from "../http/answer";
import { refuseCinder } from "../http/envelope";
import { type VolumeRecord, volumeStatus, volumesOf } from "../volumes/volumeRecord";
import { requestedVersion } from "./requestedVersion";

/** The query of `GET /volumes` (cinder/api/common.py, `get_pagination_params`); what is no filter of Cinder's is passed over. */
export function listVolumes(
  call: TokenCall,
  show: (volume: VolumeRecord, call: TokenCall) => object,
): Answer {
  const { query } = call;
  const limit = wholeNumber(call, "limit", " param") ?? 1000;
  const offset = wholeNumber(call, "offset", "") ?? 0;
  const matching = sorted(call).filter(
    (volume) =>
      (query.get("id") ?? volume.id) === volume.id &&
      (query.get("name") ?? volume.name) === volume.name &&
      (query.get("status") ?? volumeStatus(volume, call.now)) === volumeStatus(volume, call.now),
  );
  const marker = query.get("marker");
  const start = marker === null ? 0 : matching.findIndex(({ id }) => id === marker) + 1;
  if (marker !== null && start === 0) refuseCinder(404, `Volume ${marker} could not be found.`);
  const page = matching.slice(start + offset, start + offset + Math.min(1000, limit));
  const withCount = requestedVersion(call) >= 45 && query.get("with_count")?.toLowerCase() === "true";
  return json(200, {
    volumes: page.map((volume) => show(volume, call)),
    // Cinder offers a next page whenever this one is full.
    ...(page.length > 0 && page.length === limit ? { volumes_links: [next(call, page)] } : {}),
    ...(withCount ? { count: matching.length } : {}),
  });
}

function next(call: TokenCall, page: readonly VolumeRecord[]): object {
  const query = new URLSearchParams(call.query);
  query.set("marker", page.at(-1)?.id ?? "");
  return { rel: "next", href: `${call.world.origin}/cinder${call.rest}?${query}` };
}

function wholeNumber(call: TokenCall, name: string, param: string): number | undefined {
  const text = call.query.get(name);
  if (text === null) return undefined;
  if (!/^-?\d+$/.test(text)) return refuseCinder(400, `${name}${param} must be an integer`);
  return Number(text) < 0 ? refuseCinder(400, `${name}${param} must be positive`) : Number(text);
}

const sortKeys: Record<string, (volume: VolumeRecord, now: number) => string | number> = {
  created_at: ({ createdAt }) => createdAt,
  name: ({ name }) => name,
  size: ({ sizeGiB }) => sizeGiB,
  id: ({ id }) => id,
  status: volumeStatus,
};

/** The newest first, unless asked for otherwise. */
function sorted(call: TokenCall): VolumeRecord[] {
  const volumes = volumesOf(call.world, call.project.id).reverse();
  const [asked = "created_at", direction = "desc"] = (call.query.get("sort") ?? "")
    .split(":")
    .filter(Boolean);
  const key = sortKeys[asked] ?? refuseCinder(400, "Invalid input received: Invalid sort key");
  const order = (one: VolumeRecord, other: VolumeRecord): number => {
    const [left, right] = [key(one, call.now), key(other, call.now)];
    return (left < right ? -1 : left > right ? 1 : 0) * (direction === "asc" ? 1 : -1);
  };
  return volumes.sort(order);
}
