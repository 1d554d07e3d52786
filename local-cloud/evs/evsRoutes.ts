import { type Answer, json, type TokenCall } from "../http/answer";
import { discovery } from "../http/discovery";
import { refuseEvs } from "../http/envelope";
import { open, type Route, withToken } from "../http/route";
import { type VolumeRecord, volumeOf, volumeStatus, volumesOf } from "../volumes/volumeRecord";
import { evsVolume } from "./evsVolume";
import { uploadImage } from "./uploadImage";

/** Elastic Volume Service, v2 and v3 paths (docs/vendors/open-telekom-and-huawei.md#volumes). */

/** The project of the path must be the token's (EVS.5400, docs/vendors/open-telekom-and-huawei.md#evs-error-codes). */
const inProject =
  (handle: (call: TokenCall) => Answer) =>
  (call: TokenCall): Answer =>
    call.params.pid === call.project.id ? handle(call) : refuseEvs(400, "EVS.5400", "Malformed request url");

function volumeOfPath(call: TokenCall): VolumeRecord {
  const { id = "" } = call.params;
  return (
    volumeOf(call.world, call.project.id, id) ??
    refuseEvs(404, "EVS.5404", `Volume ${id} could not be found.`)
  );
}

const upload = inProject((call) => uploadImage(call, () => volumeOfPath(call)));

const showVolume = inProject((call) => json(200, { volume: evsVolume(volumeOfPath(call), call) }));

const listVolumes = inProject((call) => {
  const { query } = call;
  const matching = volumesOf(call.world, call.project.id).filter(
    (volume) =>
      (query.get("id") ?? volume.id) === volume.id &&
      (query.get("name") ?? volume.name) === volume.name &&
      (query.get("status") ?? "") === (query.has("status") ? volumeStatus(volume, call.now) : ""),
  );
  const offset = wholeNumber(call, "offset", 0);
  const page = matching.slice(offset, offset + wholeNumber(call, "limit", 1000));
  return json(200, { volumes: page.map((volume) => evsVolume(volume, call)), count: matching.length });
});

function wholeNumber(call: TokenCall, name: string, otherwise: number): number {
  const text = call.query.get(name);
  if (text === null) return otherwise;
  return /^\d+$/.test(text) ? Number(text) : refuseEvs(400, "EVS.5400", `${name} param must be an integer`);
}

export const evsRoutes: Route[] = [
  open("evs.versions", "GET /", (call) => json(300, { versions: discovery(call, ["v1.0", "v2.0", "v3.0"]) })),
  ...["v2", "v3"].flatMap((v) => [
    withToken("evs.uploadImage", `POST /${v}/{pid}/volumes/{id}/action`, upload),
    withToken("evs.listVolumes", `GET /${v}/{pid}/volumes/detail`, listVolumes),
    withToken("evs.listVolumes", `GET /${v}/{pid}/volumes`, listVolumes),
    withToken("evs.showVolume", `GET /${v}/{pid}/volumes/{id}`, showVolume),
  ]),
  withToken("evs.listCloudVolumes", "GET /v2/{pid}/cloudvolumes/detail", listVolumes),
  withToken("evs.showCloudVolume", "GET /v2/{pid}/cloudvolumes/{id}", showVolume),
  withToken("evs.listVendorVolumes", "GET /v2/{pid}/os-vendor-volumes/detail", listVolumes),
  withToken("evs.showVendorVolume", "GET /v2/{pid}/os-vendor-volumes/{id}", showVolume),
];
