import { subscribe, unsubscribe } from "node:diagnostics_channel";

/** A local cloud with this many objects to create images from, and a record of the requests that it gets. */
export async function openCloud(startCloud, images, jobSeconds) {
  const cloud = await startCloud({ settings: { imageQuota: 500 } });
  const bucket = cloud.addBucket({ profile: "otc", name: "exports" });
  for (let at = 0; at < images; at++)
    cloud.addObject({
      bucket: bucket.name,
      key: `disk-${at}.qcow2`,
      job: { jobSeconds: jobSeconds(at) },
    });
  // Which connections carried a create: by design, each create has a connection of its own.
  const connections = new Map();
  const note = ({ request, socket }) => {
    const creates = connections.get(socket) ?? false;
    connections.set(socket, creates || (request.method === "POST" && /images\/action$/.test(request.url)));
  };
  subscribe("http.server.request.start", note);
  return {
    credentials: cloud.credentials,
    seen: () => seenBy(cloud, connections, jobSeconds),
    close: async () => {
      unsubscribe("http.server.request.start", note);
      await cloud.close();
    },
  };
}

/** Whether a request is a poll of an image in the making. The search for an image of an earlier run, before each create, is not. */
function isPoll({ route, query, n }, lastCreate) {
  if (route === "ims.showJob" || route === "ims.showJobProgress") return true;
  const searches = (query.tag ?? query.name) !== undefined || isSharedSearch(query);
  return route === "ims.listImages" && (!searches || n > lastCreate);
}

/** For the images of several creates: the oldest first. */
const isSharedSearch = (query) => query.sort_dir === "asc" && query.limit !== "1";

/** What queues before the last create is sent: ten of them a second is the fastest start. */
function queuedBefore(requests, lastCreate) {
  const queues = (request) => !isPoll(request, lastCreate) && !/createToken/.test(request.route ?? "");
  return requests.filter((request) => request.n <= lastCreate && queues(request)).length;
}

function seenBy(cloud, connections, jobSeconds) {
  const requests = cloud.requests();
  const time = ({ at }) => Date.parse(at);
  // Late: the time from the end of a job to the call that takes its image over, which is sent as soon as the end is noticed.
  const names = new Map(cloud.jobs().map(({ imageId, imageName }) => [imageId, imageName]));
  const ends = new Map(
    requests
      .filter(({ route }) => route === "ims.createDataImage")
      .map((request) => [
        request.body.name,
        time(request) + 1000 * jobSeconds(Number(request.body.name.split("-")[1])),
      ]),
  );
  const lateMs = requests
    .filter(({ route }) => route === "ims.tagAction")
    .map((request) => time(request) - ends.get(names.get(/images\/([^/]+)\/tags/.exec(request.path)?.[1])));
  const lastCreate = requests.findLast(({ route }) => route === "ims.createDataImage")?.n ?? 0;
  const times = requests.filter((request) => isPoll(request, lastCreate)).map(time);
  return {
    lateMs,
    startSeconds: queuedBefore(requests, lastCreate) / 10,
    polls: times.length,
    peak: Math.max(...times.map((from) => times.filter((one) => one >= from && one < from + 1000).length)),
    connections: [...connections.values()].filter((creates) => !creates).length,
    tokens: requests.filter(({ route }) => /createToken/.test(route ?? "")).length,
  };
}
