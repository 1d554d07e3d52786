import fc from "fast-check";
import type { Cloud } from "../../../provider/clouds/cloud";
import type { Image } from "../../../provider/clouds/image";
import { CloudError } from "../../../provider/http/errors";
import { oddities } from "../fuzz";
import { openZstackLab, type ZstackLab } from "./zstackLab";

const uuid = "314d80c2feb5452c984b3ffd36108c32";
const store = "d861144baadf31e3b1cbbb282242adcf";
const job = "5d94103e19254d8696c0f05489c259ab";

const image = {
  uuid,
  name: "tmpl",
  description: "d",
  state: "Enabled",
  status: "Ready",
  size: 10737418240,
  actualSize: 1073741824,
  url: `volumeSnapshot://${uuid}`,
  mediaType: "DataVolumeTemplate",
  format: "qcow2",
  createDate: "Nov 21, 2026 1:00:00 PM",
  backupStorageRefs: [{ backupStorageUuid: store, status: "Ready", installPath: "ceph://x" }],
};
const tag = {
  uuid: job,
  resourceUuid: uuid,
  resourceType: "ImageVO",
  tag: "pulumi-cloud-images=m",
  type: "User",
};
const cause = {
  code: "BS.1003",
  description: "d",
  details: "no room",
  cause: { code: "SYS.1006", description: "d" },
};
const error = { code: "SYS.1006", description: "d", details: "no", causes: [cause], cause, opaque: {} };
const snapshot = {
  uuid,
  name: "s",
  status: "Ready",
  state: "Enabled",
  size: 1,
  volumeUuid: store,
  format: "qcow2",
};
const storage = {
  uuid: store,
  name: "b",
  status: "Connected",
  state: "Enabled",
  availableCapacity: 1,
  type: "Ceph",
};
const list = (item: object) => ({ inventories: [item], schema: { "inventories[0]": "x" } });
const request = { name: "n", snapshotUuid: uuid, backupStorageUuids: [store], userTags: [] };

interface Exchange {
  readonly what: string;
  readonly route: string;
  readonly status?: number;
  readonly good: object;
  /** Asked by a new connection, which has not logged in. */
  readonly fresh?: true;
  /** Always refused: it reports a failure. */
  readonly alwaysRefused?: true;
  ask(cloud: Cloud, known: Image): Promise<unknown>;
}

const exchanges: Exchange[] = [
  {
    what: "an image",
    route: "zstack.queryImages",
    good: list(image),
    ask: (cloud) => cloud.showImage(uuid),
  },
  {
    what: "a list of images",
    route: "zstack.queryImages",
    good: list(image),
    ask: (cloud) => cloud.imagesNamed("tmpl"),
  },
  {
    what: "tags of an image",
    route: "zstack.queryUserTags",
    good: list(tag),
    ask: (cloud, known) => cloud.exactTags(known),
  },
  {
    what: "images of a tag",
    route: "zstack.queryUserTags",
    good: list(tag),
    ask: (cloud) => cloud.imagesTagged({ key: "pulumi-cloud-images", value: "m" }),
  },
  {
    what: "a job that is done",
    route: "zstack.showJob",
    good: { inventory: image },
    ask: async (cloud) => cloud.jobs?.show(job),
  },
  {
    what: "a job that failed",
    route: "zstack.showJob",
    status: 503,
    good: { error },
    ask: async (cloud) => cloud.jobs?.show(job),
  },
  {
    what: "an accepted create",
    route: "zstack.createTemplate",
    status: 202,
    good: { location: `http://172.20.0.11:8080/zstack/v1/api-jobs/${job}`, apiTimeout: 259200000 },
    ask: async (cloud) => cloud.templates?.create(request, { imageUuid: uuid, jobUuid: job }),
  },
  {
    what: "a failure",
    route: "zstack.queryImages",
    status: 503,
    good: { error },
    alwaysRefused: true,
    ask: (cloud) => cloud.showImage(uuid),
  },
  {
    what: "a snapshot",
    route: "zstack.querySnapshots",
    good: list(snapshot),
    ask: async (cloud) => cloud.templates?.showSnapshot(uuid),
  },
  {
    what: "a backup storage",
    route: "zstack.queryBackupStorage",
    good: list(storage),
    ask: async (cloud) => cloud.templates?.backupStorages([store]),
  },
  {
    what: "uuids in use",
    route: "zstack.queryImages",
    good: list(image),
    ask: async (cloud) => cloud.templates?.existing([uuid]),
  },
  {
    what: "a log-in",
    route: "zstack.login",
    fresh: true,
    good: { inventory: { uuid: job, accountUuid: store, expiredDate: "Jan 1, 2027 1:00:00 PM" } },
    ask: (cloud) => cloud.location(),
  },
];

describe("answers of ZStack that no page documents", () => {
  let lab: ZstackLab;
  beforeAll(async () => {
    lab = await openZstackLab();
  });
  afterAll(() => lab.local.close());

  test.each(exchanges)(
    "$what: is understood or refused in clear words, never a bug",
    async ({ route, status = 200, good, fresh, alwaysRefused = false, ask }) => {
      const backupStorageRefs = [{ backupStorageUuid: lab.local.addBackupStorage().uuid }];
      const { uuid: id } = lab.local.addTemplate({ backupStorageRefs });
      const open = lab.open();
      const known = (await open.showImage(id)) as Image;
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(oddities(good), async (body) => {
          const cloud = fresh ? lab.open() : open;
          lab.local.addFault({ route, kind: "status", status, body: body ?? "null", times: 1e6 });
          try {
            const understood = await ask(cloud, known);
            expect(() => JSON.stringify(understood)).not.toThrow();
          } catch (failure) {
            refused += 1;
            expect(failure).toBeInstanceOf(CloudError);
            expect((failure as Error).message.length).toBeLessThan(1200);
          } finally {
            lab.local.clearFaults();
            lab.local.clearRequests();
          }
        }),
        { numRuns: 500 },
      );
      expect(refused).toBeGreaterThan(0);
      expect(refused < 500 || alwaysRefused).toBe(true);
    },
    60_000,
  );
});
