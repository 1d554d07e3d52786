import type { Cloud } from "../../../provider/clouds/cloud";
import { TokenSource } from "../../../provider/clouds/keystone/token";
import { noExport } from "../../../provider/clouds/zstack/images/images";
import { realClock } from "../../../provider/http/clock";
import { NotFoundError } from "../../../provider/http/errors";
import { CallQueue } from "../../../provider/http/queue/callQueue";
import { Errand } from "../../../provider/http/queue/errand";
import { beginByUuid } from "../../../provider/lifecycle/begin/beginByUuid";
import { sendByUuid } from "../../../provider/lifecycle/begin/sendByUuid";
import { asNew } from "../../../provider/lifecycle/claim/asNew";
import { update } from "../../../provider/lifecycle/update";
import { pollInTurn } from "../../../provider/polling/pollInTurn";
import { refuseMisspeltOptions } from "../../../provider/pulumi/dynamic/refuseMisspeltOptions";
import { checkGetImageArgs } from "../../../provider/pulumi/lookup/checkLookupArgs";
import { plainCredential } from "../../../provider/pulumi/plainCredential";
import { originOf } from "../../../provider/resources/existing/originOf";
import { glanceIssues } from "../../../provider/resources/glanceIssues";
import { jobsOf } from "../../../provider/resources/jobImage";
import { templatesOf } from "../../../provider/resources/templatesOf";
import { volumeImage } from "../../../provider/resources/volumeImage";
import { accepted, granted, scripted } from "../../clouds/zstack/script";
import type { Produce } from "./produce";
import { auth, resolved } from "./resolved";

const cloud = { name: "c", profile: "openstack" } as Cloud;
const never = new AbortController().signal;
const call = { urn: "urn:pulumi:dev::p::t::a", owner: "o", timeouts: {} } as never;
const silent = { line() {}, status() {}, warn() {} };
/** The create of a template that finds its start accepted. */
const template = {
  resource: { mark: "uuid", making: "copying", start: async () => ({}) },
  marker: "cloud-images:o:r",
  args: {},
  options: { errand: new Errand("create") },
  log: silent,
  ending: never,
  deadline: 1,
  host: { preflight: "off", assertEngineLives: async () => {}, signal: never },
};

/** What ends an operation or a look-up. */
export const operations: Readonly<Record<string, Produce>> = {
  "… …: there is no option …: …": () =>
    refuseMisspeltOptions("VolumeImage", "a", { retainOnDelet: true } as object),
  "no time left for more requests": () => {
    const pace = { queueUp: () => 0, placeMs: () => 2, leaveQueue() {} };
    const poller = { clock: { now: () => 1 }, pace } as unknown as Parameters<typeof pollInTurn>[0];
    return pollInTurn(poller, { deadline: 1 }, async ({ awaitTurn }) => awaitTurn?.());
  },
  "…: ZStack has accepted it, and does not know its job any more": () => {
    const zstack = scripted(({ line, headers }) => {
      if (/login$/.test(line)) return granted;
      return line.startsWith("GET")
        ? [404, "the job has been expired"]
        : accepted(headers["x-job-uuid"] ?? "");
    });
    return zstack.calls.perform({ what: "delete image i", method: "DELETE", path: "/images/i" });
  },
  "ZStack has accepted template …, but knows neither it nor its job": () => {
    let now = 0;
    const forgetful = {
      clock: { now: () => (now += 86_400_000) },
      jobs: { show: async () => undefined },
      async showImage() {
        throw new NotFoundError("no image u", { outcome: "rejected" });
      },
      images: {
        async wait({ pollAlone }: { pollAlone(paced: object): Promise<{ error: Error }> }) {
          throw (await pollAlone({})).error;
        },
      },
    };
    return sendByUuid({ ...template, cloud: forgetful } as never, "u");
  },
  "this template has been made … times: there are no more uuids for it": () => {
    const existing = async (uuids: string[]) => uuids.map((uuid) => ({ uuid, deleted: true }));
    const full = { clock: { now: () => 0 }, templates: { existing } };
    return beginByUuid({ ...template, cloud: full } as never);
  },
  "… is gone, which alone tells what a new image would have: …": async () => {
    const texts: string[] = [];
    const resource = {
      inherited: { read: async () => ({}) },
      fromSource: () => ["description"],
      source: { key: () => "volume v1" },
    };
    const log = { ...silent, warn: (text: string) => void texts.push(text) };
    const run = {
      resource,
      cloud,
      args: {},
      given: {},
      kinds: { description: "update" },
      fallbacks: {},
      options: {},
      log,
    };
    await asNew(run as never, { description: "d" });
    return texts.join();
  },
  "the state does not say how the image was made": () => {
    const host = {
      profile: () => "otc",
      connect: () => ({ clock: realClock, queue: new CallQueue(realClock) }),
      log: () => silent,
      signal: never,
    };
    const inputs = { name: "n", volumeId: "16369c5d-384d-4e64-b37a-56d898769362" };
    return update(volumeImage, "i", {}, inputs, call, host as never);
  },
  "…: the answer has no token": () => {
    const body = {
      token: { expires_at: "2030-01-01T00:00:00Z", project: { id: "p" }, catalog: [], roles: [] },
    };
    const answer = {
      status: 201,
      headers: {},
      text: JSON.stringify(body),
      requested: new URL(auth.auth_url),
    };
    const transport = { send: async () => answer, close: async () => {} };
    return new TokenSource(resolved({}), transport as never, realClock).current();
  },
  'cloud "…" makes no images by jobs': () => jobsOf(cloud),
  'cloud "…" has no data volume templates': () => templatesOf(cloud),
  "ZStack has no volume export to an image": noExport,
  "imageId: an id needs no other argument than cloud": () => checkGetImageArgs({ imageId: "i", name: "n" }),
  "say which image: imageId, name, namePattern, tags or source": () => checkGetImageArgs({}),
  "cloudimages:… is a credential, but stands in plain text in the stack's configuration. …": () =>
    plainCredential("cloudimages:password"),
  'image … was made from something else: the cloud says "…"': () =>
    originOf({ id: "i", dataOrigin: "file,b:o" } as Parameters<typeof originOf>[0], ["volume"]),
  "Glance takes …; got …": () => glanceIssues({ name: "😀" }, "openstack")[0]?.reason,
};
