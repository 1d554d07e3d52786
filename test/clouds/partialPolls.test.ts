import type { NewFault } from "../../local-cloud/faults/fault";
import type { Cloud } from "../../provider/clouds/cloud";
import { type Lab, openLab } from "../lifecycle/harness/lab";
import { openZstackLab } from "./zstack/zstackLab";

/** A failed call of a poll does not spoil the results of its other calls. */
describe("of a poll of which one call fails", () => {
  let close: () => Promise<void>;
  afterEach(() => close());

  const openOf = async (profile: "otc" | "openstack", count: number) => {
    const lab: Lab = await openLab(profile);
    close = lab.close;
    const ids = Array.from({ length: count }, () => lab.cloud.addImage({ profile }).id);
    return { lab, ids, cloud: lab.process().connect(undefined) };
  };
  /** How many waits each poll has ended: those that it does not report go on. */
  const endsOf = async (cloud: Cloud, ids: readonly string[], untilGone = false): Promise<number[]> => {
    const ends = new Map<number, number>();
    await Promise.all(
      ids.map(async (key) => {
        await cloud.images.wait<void>({
          key,
          untilGone,
          atOnce: true,
          deadline: cloud.clock.now() + 300_000,
          judge: (image) =>
            (image === undefined) === untilGone
              ? { state: "done", result: undefined }
              : { state: "failed", error: new Error(`${key} is told wrongly`) },
        });
        const at = cloud.clock.now();
        ends.set(at, (ends.get(at) ?? 0) + 1);
      }),
    );
    return [...ends.values()];
  };
  const lists = (lab: Lab) => lab.cloud.requests().filter(({ route }) => route === "ims.listImages");
  const refused = (route: string, nth: number): NewFault => ({ route, nth, kind: "status", status: 403 });

  test("the pages and chunks of ids that Glance has answered are reported", async () => {
    const { lab, ids, cloud } = await openOf("openstack", 200);
    lab.cloud.addFault(refused("glance.listImages", 2));
    expect(await endsOf(cloud, ids)).toEqual([135, 65]); // a page has 25; the first of 90, and all other chunks
  });

  test("the chunks of uuids that ZStack has answered are reported", async () => {
    const lab = await openZstackLab();
    close = () => lab.local.close();
    const backupStorageRefs = [{ backupStorageUuid: lab.local.addBackupStorage().uuid }];
    const ids = Array.from({ length: 150 }, () => lab.local.addTemplate({ backupStorageRefs }).uuid);
    lab.local.addFault(refused("zstack.queryImages", 1));
    expect(await endsOf(lab.open(), ids)).toEqual([50, 100]);
  });

  test("the images that are polled singly on IMS are reported, except for one", async () => {
    const { lab, ids, cloud } = await openOf("otc", 3);
    for (const id of ids) lab.cloud.removeImage(id); // before any list has shown them leaving
    lab.cloud.addFault(refused("ims.listImages", 3)); // after the list the first, and then this one
    expect(await endsOf(cloud, ids, true)).toEqual([2, 1]);
  });

  test.each([
    ["where others are left", 5],
    ["where nothing is left", 0],
  ])(
    "many that IMS has deleted before a list showed them take one question more, not one each, %s",
    async (_, left) => {
      const { lab, ids, cloud } = await openOf("otc", 200 + left);
      for (const id of ids.slice(left)) lab.cloud.removeImage(id);
      expect(await endsOf(cloud, ids.slice(left), true)).toEqual([200]);
      expect(lists(lab)).toHaveLength(2);
    },
  );

  test("many images that an incomplete list lacks are polled singly", async () => {
    const { lab, ids, cloud } = await openOf("otc", 5);
    const [, ...others] = ids;
    for (const id of others) lab.cloud.removeImage(id);
    const row = { id: "newest", name: "golden", status: "active" };
    lab.cloud.addFault({ route: "ims.listImages", kind: "status", status: 200, body: { images: [row] } }); // cut off
    expect(await endsOf(cloud, others, true)).toEqual([4]);
    expect(lists(lab).map(({ query }) => query.id)).toEqual([undefined, undefined, ...others]);
  });

  test("the pages of IMS that were read are reported, and the rest is polled singly", async () => {
    const { lab, ids, cloud } = await openOf("otc", 600);
    const wanted = [ids[599], ids[598], ids[1], ids[0]] as string[];
    lab.cloud.addFault(refused("ims.listImages", 2));
    expect(await endsOf(cloud, wanted)).toEqual([4]);
    expect(lists(lab).map(({ query }) => query.id)).toEqual([undefined, undefined, ids[1], ids[0]]);
  });

  test.each([["otc"], ["openstack"]] as const)(
    "the images beside an invalid one are reported on %s",
    async (profile) => {
      const { lab, ids, cloud } = await openOf(profile, 4);
      const route = profile === "otc" ? "ims.listImages" : "glance.listImages";
      const rows = ids.map((id, at) => ({ id, name: "golden", status: at === 2 ? 7 : "active" }));
      lab.cloud.addFault({ route, kind: "status", status: 200, body: { images: rows } });
      expect(await endsOf(cloud, ids)).toEqual([3, 1]);
    },
  );

  test("nothing is reported if all calls fail, and no more than three images are polled singly", async () => {
    const { lab, ids, cloud } = await openOf("otc", 50);
    lab.cloud.addFault({ ...refused("ims.listImages", 1), times: 4 });
    expect(await endsOf(cloud, ids)).toEqual([50]);
    expect(lists(lab)).toHaveLength(5);
  });
});
