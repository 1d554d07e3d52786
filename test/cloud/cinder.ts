import { type Answer, type Call, json, type TokenCall } from "./answer";
import { exportMessages } from "./cinderMessages";
import { uploadImage } from "./cinderUpload";
import { requestedVersion, versionText } from "./cinderVersion";
import { cinderVolume, cinderVolumeSummary } from "./cinderVolume";
import { refuseCinder } from "./errors";
import { open, type Route, withToken } from "./routes";
import { type VolumeRecord, volumeOf, volumeStatus, volumesOf } from "./volumes";

/** Block Storage API v3 (api-openstack.md §2.4). */

/** The version is checked, and the project of the path must be the token's, before anything else. */
const inProject =
  (handle: (call: TokenCall) => Answer) =>
  (call: TokenCall): Answer => {
    requestedVersion(call);
    return call.params.pid === call.project.id ? handle(call) : refuseCinder(400, "Malformed request url");
  };

const volumeOfPath = (call: TokenCall): VolumeRecord => {
  const { id = "" } = call.params;
  return volumeOf(call.world, call.project.id, id) ?? refuseCinder(404, `Volume ${id} could not be found.`);
};

const showVolume = inProject((call) => json(200, { volume: cinderVolume(volumeOfPath(call), call) }));

function listed(call: TokenCall): VolumeRecord[] {
  const { query } = call;
  const matching = volumesOf(call.world, call.project.id)
    .filter(
      (volume) =>
        (query.get("id") ?? volume.id) === volume.id &&
        (query.get("name") ?? volume.name) === volume.name &&
        (!query.has("status") || query.get("status") === volumeStatus(volume, call.now)),
    )
    .reverse();
  const marker = query.get("marker");
  const start = marker === null ? 0 : matching.findIndex(({ id }) => id === marker) + 1;
  if (marker !== null && start === 0) refuseCinder(404, `Volume ${marker} could not be found.`);
  const offset = start + wholeNumber(call, "offset", 0);
  return matching.slice(offset, offset + Math.min(1000, wholeNumber(call, "limit", 1000)));
}

function wholeNumber(call: Call, name: string, otherwise: number): number {
  const text = call.query.get(name);
  if (text === null) return otherwise;
  return /^\d+$/.test(text) ? Number(text) : refuseCinder(400, `${name} param must be an integer`);
}

const upload = inProject((call) => uploadImage(call, () => volumeOfPath(call)));

function versions(status: number): (call: Call) => Answer {
  return (call) =>
    json(status, {
      versions: [
        {
          id: "v3.0",
          status: "CURRENT",
          version: "3.70",
          min_version: "3.0",
          updated: "2022-03-30T00:00:00Z",
          links: [
            { rel: "describedby", type: "text/html", href: "https://docs.openstack.org/" },
            { rel: "self", href: `${call.world.origin}/cinder/v3/` },
          ],
          "media-types": [
            { base: "application/json", type: "application/vnd.openstack.volume+json;version=3" },
          ],
        },
      ],
    });
}

export const cinderRoutes: Route[] = [
  open("cinder.versions", "GET /", versions(300)),
  open("cinder.version", "GET /v3", versions(200)),
  withToken("cinder.uploadImage", "POST /v3/{pid}/volumes/{id}/action", upload),
  withToken(
    "cinder.listVolumes",
    "GET /v3/{pid}/volumes/detail",
    inProject((call) => json(200, { volumes: listed(call).map((volume) => cinderVolume(volume, call)) })),
  ),
  withToken(
    "cinder.listVolumeSummaries",
    "GET /v3/{pid}/volumes",
    inProject((call) =>
      json(200, { volumes: listed(call).map((volume) => cinderVolumeSummary(volume, call)) }),
    ),
  ),
  withToken("cinder.showVolume", "GET /v3/{pid}/volumes/{id}", showVolume),
  withToken("cinder.listMessages", "GET /v3/{pid}/messages", inProject(exportMessages)),
];

/** Every answer says which version it speaks. */
export const versionHeaders = (call: Call): Record<string, string> => ({
  "openstack-api-version": `volume ${versionText(call)}`,
  vary: "OpenStack-API-Version",
});
