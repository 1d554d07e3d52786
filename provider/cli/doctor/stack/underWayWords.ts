import { inOneLine } from "../../../http/log/printable";
import { isUnclaimed } from "../../../lifecycle/marks/marker";
import { ageMs, ageOf, ageText } from "../../../lifecycle/operation/age";
import { ofProvider } from "../../state/explicitProviders";
import { type Check, warning } from "../check";
import { type Seen, type UnderWay, waitMs } from "./underWay";

const UP = "`pulumi up`";
/** Ends the engine's warning of pending operations, which every other command repeats. */
const clearCommand = "pulumi refresh --clear-pending-creates --yes";

/** One line for people. */
export function checkOf(item: UnderWay, seen: Seen | undefined, now: number): Check {
  const { resource } = item;
  const name = inOneLine(resource.urn.split("::").slice(3).join("::"));
  const parts = [
    item.kind === "unfinished" ? "unfinished" : `the engine was ${resource.operation} it and has no answer`,
    where(item, seen),
    progressOf(item, seen),
    ageIn(item, seen, now),
  ];
  return warning(
    `${resource.resource} "${name}"${ofProvider(resource.provider)}`,
    parts.filter(Boolean).join(", "),
    next(item, seen),
  );
}

function where({ kind, resource }: UnderWay, seen: Seen | undefined): string {
  if (seen === undefined) return resource.imageId === undefined ? "" : `image ${resource.imageId}`;
  const { region, projectId } = seen.location;
  const place = `cloud "${seen.cloud}"${region === "" ? "" : `, region ${region}`}${projectId === "" ? "" : `, project ${projectId}`}`;
  if (seen.image !== undefined) return `image ${seen.image.id} in ${place}`;
  if (seen.job?.state === "running") return `job ${seen.job.id} in ${place}, which has no image yet`;
  const id = resource.imageId === undefined ? "" : ` ${resource.imageId}`;
  return kind === "pending" ? `no image with its mark in ${place}` : `image${id} is not listed in ${place}`;
}

/** The cloud's own words, and how far it is if the cloud tells. */
function progressOf(_item: UnderWay, seen: Seen | undefined): string {
  if (seen === undefined) return "";
  const { image, job } = seen;
  if (image !== undefined && image.phase === "active")
    return isUnclaimed(image) ? "ready, and not yet taken over" : "ready";
  const words = image?.status ?? job?.step ?? "";
  if (job?.state === "running" && job.percent !== undefined) return `${words} ${Math.floor(job.percent)}%`;
  const isMaking = image?.phase === "pending" || job?.state === "running";
  return isMaking ? `${words} (the cloud does not say how far)` : words;
}

function ageIn({ resource: { since } }: UnderWay, seen: Seen | undefined, now: number): string {
  const at = seen?.image?.createdAt ?? since;
  return at === undefined ? "" : ageOf(at, now);
}

/** Which command goes on, and for how long. */
function next(item: UnderWay, seen: Seen | undefined): string {
  const waits = `waits up to ${ageText(waitMs(item))}`;
  const { image } = seen ?? {};
  if (item.kind === "unfinished") {
    if (image?.phase === "failed") return `${UP}: it replaces the image`;
    const isMissing = seen !== undefined && image === undefined && seen.job?.state !== "running";
    const does = isMissing
      ? "looks for the image again, and says what became of it"
      : "goes on with the image";
    return `${UP}: it ${does}, and ${waits} (timeouts.update)`;
  }
  const first = "if no other run is active:";
  const clears = `\`${clearCommand}\`, which ends the engine's warning`;
  if (item.isSettled) return `${first} ${clears}: the state has its image by now`;
  const then = `then ${clears}`;
  if (item.resource.operation !== "creating") return `${first} ${UP}, which does what is left; ${then}`;
  const does =
    image === undefined || image.phase === "failed"
      ? "creates it, or finds it by its mark if it shows by then"
      : "goes on with this image";
  return `${first} ${UP}, which ${does}, and ${waits} (timeouts.create); ${then}`;
}

/** The same for programs. */
export function fieldsOf(item: UnderWay, seen: Seen | undefined, now: number): object {
  const { resource, kind } = item;
  const { image, job } = seen ?? {};
  const since = image?.createdAt ?? resource.since;
  const age = since === undefined ? undefined : ageMs(since, now);
  return {
    kind,
    urn: resource.urn,
    resource: resource.resource,
    provider: resource.provider?.urn ?? null,
    operation: resource.operation ?? null,
    cloud: seen?.cloud ?? null,
    imageId: image?.id ?? resource.imageId ?? null,
    jobId: resource.jobId ?? null,
    found: seen === undefined ? null : image !== undefined,
    status: image?.status ?? null,
    phase: image?.phase ?? null,
    percent: job?.state === "running" ? (job.percent ?? null) : null,
    ageSeconds: age === undefined ? null : Math.floor(age / 1000),
    waitSeconds: waitMs(item) / 1000,
    commands: [...(item.isSettled ? [] : ["pulumi up"]), ...(kind === "pending" ? [clearCommand] : [])],
  };
}
