import { type Answer, type Call, json, type TokenCall } from "../http/answer";
import { done, refuseCinder } from "../http/envelope";
import { open, type Route, withToken } from "../http/route";
import { type VolumeRecord, volumeOf, volumeStatus, volumesOf } from "../volumes/volumeRecord";
import { cinderVolume, cinderVolumeSummary } from "./cinderVolume";
import { exportMessage, exportMessages } from "./exportMessages";
import { listVolumes } from "./listVolumes";
import { noSuchAction, requestedAction } from "./requestedAction";
import { noCinderRoute, requestedVersion } from "./requestedVersion";
import { metadataAction, setImageMetadata } from "./setImageMetadata";
import { uploadAction, uploadImage } from "./uploadImage";

/** Block Storage API v3 (docs/vendors/openstack.md#cinder). */

/** The version is checked, and the project of the path must be the token's, before anything else. */
const inProject =
  (handle: (call: TokenCall) => Answer) =>
  (call: TokenCall): Answer => {
    // The router knows projects by their form.
    if (!/^[0-9a-f-]+$/.test(call.params.pid ?? "")) return noCinderRoute(call);
    requestedVersion(call);
    return call.params.pid === call.project.id ? handle(call) : refuseCinder(400, "Malformed request url");
  };

const volumeOfPath = (call: TokenCall): VolumeRecord => {
  const { id = "" } = call.params;
  return volumeOf(call.world, call.project.id, id) ?? refuseCinder(404, `Volume ${id} could not be found.`);
};

const showVolume = inProject((call) => json(200, { volume: cinderVolume(volumeOfPath(call), call) }));

const act = inProject((call) => {
  const { name, given } = requestedAction(call);
  if (name === uploadAction) return uploadImage(call, given, () => volumeOfPath(call));
  return name === metadataAction
    ? setImageMetadata(given, () => volumeOfPath(call))
    : refuseCinder(400, noSuchAction(name));
});

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

/** Quotas as Cinder comes; rates are what old versions had. */
const limits = inProject((call) => {
  const volumes = volumesOf(call.world, call.project.id);
  return json(200, {
    limits: {
      rate: [],
      absolute: {
        maxTotalVolumes: 10,
        maxTotalVolumeGigabytes: 1000,
        maxTotalSnapshots: 10,
        maxTotalBackups: 10,
        maxTotalBackupGigabytes: 1000,
        totalVolumesUsed: volumes.length,
        totalGigabytesUsed: volumes.reduce((sum, { sizeGiB }) => sum + sizeGiB, 0),
        totalSnapshotsUsed: 0,
        totalBackupsUsed: 0,
        totalBackupGigabytesUsed: 0,
      },
    },
  });
});

/** At once, where Cinder takes a moment. */
const deleteVolume = inProject((call) => {
  const volume = volumeOfPath(call);
  if (!["available", "error"].includes(volumeStatus(volume, call.now)) || volume.attachments.length > 0)
    return refuseCinder(
      400,
      "Invalid volume: Volume status must be available or error or error_restoring or error_extending or error_managing " +
        "and must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be " +
        "disassociated from snapshots after volume transfer.",
    );
  call.world.volumes.delete(volume.id);
  return { ...done(), status: 202 };
});

export const cinderRoutes: Route[] = [
  open("cinder.versions", "GET /", versions(300)),
  withToken("cinder.version", "GET /v3", versions(200)),
  withToken("cinder.uploadImage", "POST /v3/{pid}/volumes/{id}/action", act),
  withToken(
    "cinder.listVolumes",
    "GET /v3/{pid}/volumes/detail",
    inProject((call) => listVolumes(call, cinderVolume)),
  ),
  withToken(
    "cinder.listVolumeSummaries",
    "GET /v3/{pid}/volumes",
    inProject((call) => listVolumes(call, cinderVolumeSummary)),
  ),
  withToken("cinder.showVolume", "GET /v3/{pid}/volumes/{id}", showVolume),
  withToken("cinder.deleteVolume", "DELETE /v3/{pid}/volumes/{id}", deleteVolume),
  withToken("cinder.showLimits", "GET /v3/{pid}/limits", limits),
  withToken("cinder.listMessages", "GET /v3/{pid}/messages", inProject(exportMessages)),
  withToken("cinder.showMessage", "GET /v3/{pid}/messages/{id}", inProject(exportMessage)),
];
