import type { CloudName, LocalCloud, LoggedRequest, Made, Settings } from "../../local-cloud";
import { type Client, send, signIn } from "../../local-cloud/testing/testClient";
import { logIn } from "../../local-cloud/testing/zstackClient";
import { type Lab, openLab, type Props } from "./outside";
import { putInto, type Things } from "./subjects";

/** A cloud at some time: what stands in it, and what has been asked of it, told without the provider. */
export interface Scene {
  readonly profile: CloudName;
  /** How it behaved while it was asked. */
  readonly settings: Partial<Settings>;
  /** What was put into it, by its back door. */
  readonly things: Things;
  /** Every call that changed it. */
  readonly calls: readonly Call[];
  /** Milliseconds since the cloud was opened. */
  readonly atMs: number;
}

interface Call {
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly query?: Props;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A lab in which the cloud's own ids are the same whenever it makes the same things. */
export function openScene(profile: CloudName, settings: Partial<Settings>, things: Things): Promise<Lab> {
  const made = new Map<Made, number>();
  const newId = (of: Made) => {
    const number = (made.get(of) ?? 0) + 1;
    made.set(of, number);
    return `${starts[of]}-0000-4000-8000-${String(number).padStart(12, "0")}`;
  };
  return openLab(profile, { settings, newId }).then((lab) => {
    putInto(lab.cloud, things);
    return lab;
  });
}

const starts: Readonly<Record<Made, string>> = {
  image: "1a9e0000",
  job: "10b00000",
  part: "ba500000",
  backup: "bac00000",
  tag: "7a900000",
  copy: "c0b00000",
};

/** Opens a scene anew: the same calls at the same times, by a client without any cleverness. */
export async function playScene({ profile, settings, things, calls, atMs }: Scene): Promise<Lab> {
  const lab = await openScene(profile, settings, things);
  const client = await clientOf(lab.cloud, profile);
  for (const call of calls) {
    await until(lab, call.atMs);
    const query = new URLSearchParams(call.query as Record<string, string>).toString();
    const url = new URL(call.path, lab.cloud.admin).href + (query === "" ? "" : `?${query}`);
    const { status, body } = await client(call.method, url, call.body ?? undefined, call.headers);
    if (status >= 300) throw new Error(`${call.method} ${call.path}: ${status} ${JSON.stringify(body)}`);
  }
  await until(lab, atMs);
  lab.process(); // the one whose run it was: the next one draws other claims
  lab.cloud.configure(mended);
  lab.forget();
  return lab;
}

/** What is begun from now on fails no more, and is soon done. */
const mended = {
  outcome: "active",
  jobOutcome: "success",
  exportSeconds: 10,
  jobSeconds: 10,
  templateSeconds: 10,
  listDelaySeconds: 1,
  jobImageListedAfterSeconds: 1,
} as const;

async function until({ clock }: Lab, atMs: number): Promise<void> {
  if (clock.elapsed() < atMs) await clock.sleep(atMs - clock.elapsed());
}

async function clientOf(cloud: LocalCloud, profile: CloudName): Promise<Client["send"]> {
  if (profile !== "zstack") return (await signIn(cloud, profile)).send;
  const session = (await logIn(cloud)).body.inventory.uuid;
  return (method, url, body, headers) =>
    send(method, url, body, { authorization: `OAuth ${session}`, ...headers });
}

/** What has changed a cloud so far. */
export function changesOf({ cloud, clock }: Lab): Call[] {
  const opened = clock.now() - clock.elapsed();
  return cloud
    .requests()
    .filter(isChange)
    .map(({ at, method, path, query, headers, body }) => ({
      atMs: Date.parse(at) - opened,
      method,
      path,
      ...(Object.keys(query).length === 0 ? {} : { query }),
      ...telling(headers),
      ...(body === null ? {} : { body }),
    }));
}

/** Accepted, and neither a look nor a sign-in. */
function isChange({ method, route, status }: LoggedRequest): boolean {
  const signsIn = /^(iam|keystone)\.|^zstack\.(log|renew|validate)/.test(route ?? "");
  return method !== "GET" && !signsIn && route !== "ims.filterByTags" && status !== null && status < 300;
}

/** Headers that change what a call does. */
const meaning = ["content-type", "openstack-api-version", "x-job-uuid"];

function telling(headers: LoggedRequest["headers"]): Pick<Call, "headers"> {
  const kept = Object.entries(headers).filter(
    ([name, value]) => meaning.includes(name) && value !== "application/json",
  );
  return kept.length === 0 ? {} : { headers: Object.fromEntries(kept) };
}
