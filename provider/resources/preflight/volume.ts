import type { Cloud, Volume } from "../../clouds/cloud";
import { differencesOf } from "../../clouds/huawei/differences";
import type { Server } from "../../clouds/imageJobs";
import { traits } from "../../clouds/profiles/traits";
import type { Profile } from "../../clouds/settings";
import { isHuaweiFamily } from "../../clouds/settings";
import type { CallOptions } from "../../http/call";
import { isTransient, wayOut } from "../volumeStates";
import { type Finding, note, wrong } from "./finding";
import type { Probe } from "./probe";
import { sharedAnswer } from "./sharedCalls";
import { sharedProbes } from "./sharedProbes";

/** The arguments of an export that concern its volume. */
export interface Export {
  readonly volumeId: string;
  readonly force?: boolean | undefined;
  readonly diskFormat?: string | undefined;
  readonly containerFormat?: string | undefined;
  readonly osType?: string | undefined;
}

/** The volume of an export, and the servers that may still write to it. */
export function probeVolume(cloud: Cloud, args: Export): Probe {
  const { volumeId } = args;
  return {
    subject: `volume ${volumeId}`,
    async run(options) {
      const read = (shared: CallOptions) => cloud.showVolume(volumeId, shared);
      const volume = await sharedAnswer(cloud, `volume ${volumeId}`, read, options);
      if (volume === undefined) return [wrong(`cloud "${cloud.name}" has no volume ${volumeId}`)];
      return [...judgeVolume(volume, args, cloud.profile), ...probeWriters(cloud, volume, args)];
    },
  };
}

/**
 * docs/vendors/open-telekom-and-huawei.md#preconditions; Cinder's upload of an encrypted volume
 * (cinder/api/contrib/volume_actions.py).
 */
export function judgeVolume(volume: Volume, args: Export, profile: Profile): Finding[] {
  const it = `volume ${volume.id}`;
  const findings: Finding[] = [];
  if (volume.status === "in-use" && args.force === true) {
    if (traits[profile].exportsByCinder)
      findings.push(note(`${it} is in use: ${UNWRITTEN}, and ${UNFORCED}`));
  } else if (volume.status !== "available" && !isTransient(volume.status)) {
    findings.push(
      wrong(`${it} is ${volume.status} and cannot be exported in this state: ${wayOut(volume.status)}`),
    );
  }
  const most = differencesOf(profile)?.largestExportGiB;
  if (most !== undefined && volume.sizeGiB > most) {
    findings.push(
      wrong(`${it} has ${volume.sizeGiB} GiB; Huawei Cloud exports volumes of at most ${most} GiB`),
    );
  }
  if (traits[profile].exportsByCinder && volume.encrypted && !isPlain(args)) {
    findings.push(
      wrong(`${it} is encrypted; OpenStack exports it only with diskFormat raw and containerFormat bare`),
    );
  }
  if (traits[profile].exportsByCinder) findings.push(...judgeFormats(args));
  return isHuaweiFamily(profile) ? [...findings, ...judgeOsType(volume, args)] : findings;
}

const UNWRITTEN = "what its server has not written yet will be missing from the image";
const UNFORCED = "the cloud refuses the export unless its operator allows `force` (enable_force_upload)";
const COMPRESSED =
  "containerFormat compressed: the cloud refuses the export unless its operator allows it (allow_compression_on_image_upload)";

/**
 * `qemu-img` calls these formats `vpc` and `parallels`. Cinder translates the names for the copy, but not for its check of the
 * result ("Unknown driver 'vhd'": seen with Cinder 21.3, image/image_utils.py).
 */
const failingFormats = ["vhd", "ploop"];

/** Formats that a stock Cinder accepts, or starts to make, and then fails to. */
function judgeFormats({ diskFormat = "", containerFormat }: Export): Finding[] {
  const findings = containerFormat === "compressed" ? [note(COMPRESSED)] : [];
  if (!failingFormats.includes(diskFormat)) return findings;
  const other = "choose another, such as `vhdx`, `qcow2` or `raw`, unless this cloud is known to make it";
  const text = `diskFormat ${diskFormat}: a stock Cinder cannot make it, and the export fails after the copy; ${other}`;
  return [...findings, note(text)];
}

function isPlain({ diskFormat = "raw", containerFormat = "bare" }: Export): boolean {
  return diskFormat === "raw" && containerFormat === "bare";
}

/** EVS obeys osType only if the volume is available and names no operating system itself (evs_04_2086). */
function judgeOsType(volume: Volume, { osType }: Export): Finding[] {
  if (osType === undefined || volume.osType === osType) return [];
  if (volume.osType !== undefined) {
    return [note(`osType ${osType} will be ignored: volume ${volume.id} itself says ${volume.osType}`)];
  }
  if (volume.status !== "in-use") return [];
  return [note(`osType ${osType} will be ignored: the cloud obeys it only for a volume that is not in use`)];
}

/** A shared volume may have several servers, which all have to be stopped. */
function probeWriters(cloud: Cloud, volume: Volume, { force }: Export): Probe[] {
  const { imageJobs } = cloud;
  if (imageJobs === undefined || volume.status !== "in-use" || force !== true) return [];
  return volume.serverIds.map((id) => ({
    subject: `server ${id}`,
    run: async (options) => judgeWriter(volume, await sharedProbes(cloud, imageJobs).showServer(id, options)),
  }));
}

export function judgeWriter({ id, shared }: Volume, server: Server | undefined): Finding[] {
  if (server === undefined || server.status === "SHUTOFF") return [];
  const all = shared ? " The volume is shared: stop all of its servers" : " Stop it first";
  const text = `volume ${id} is attached to server ${server.id}, which is ${server.status}: ${UNWRITTEN}.${all}`;
  return [note(text)];
}
