import fc from "fast-check";
import { patchOf, TAG_LIMIT, tagActions } from "../../../../provider/clouds/huawei/ims/change";
import { fromHuaweiImage, HuaweiImage } from "../../../../provider/clouds/huawei/ims/image";

const image = (more: object = {}) =>
  fromHuaweiImage(
    HuaweiImage.parse({ id: "i", status: "active", name: "golden", min_ram: 0, tags: [], ...more }),
  );
const tagged = (tags: Record<string, string>) =>
  image({ tags: Object.entries(tags).map(([key, value]) => `${key}=${value}`) });

describe("a patch of IMS", () => {
  test("is empty when nothing differs", () => {
    expect(patchOf(image(), { name: "golden", description: "", minRamMiB: 0, firmwareType: "bios" })).toEqual(
      [],
    );
  });

  test("replaces what the image has, and adds what it has not", () => {
    const seen = image({ __description: "old", max_ram: null });
    expect(patchOf(seen, { description: "new", maxRamMiB: 4096 })).toEqual([
      { op: "replace", path: "/__description", value: "new" },
      { op: "add", path: "/max_ram", value: 4096 },
    ]);
  });

  test("adds what the image shows as an empty text", () => {
    expect(patchOf(image({ max_ram: "", __description: "" }), { maxRamMiB: 1, description: "new" })).toEqual([
      { op: "add", path: "/__description", value: "new" },
      { op: "add", path: "/max_ram", value: 1 },
    ]);
  });

  test.each([{ max_ram: "" }, { max_ram: null }, {}])(
    "adds the most memory where the image shows %j",
    (shown) => {
      expect(patchOf(image(shown), { maxRamMiB: 1024 })).toEqual([
        { op: "add", path: "/max_ram", value: 1024 },
      ]);
      expect(patchOf(image(shown), { maxRamMiB: 0 })).toEqual([]);
    },
  );

  test.each([{ max_ram: "2048" }, { max_ram: 2048 }, { max_ram: "0" }])(
    "replaces it where the image shows %j",
    (shown) => {
      const replaced = [{ op: "replace", path: "/max_ram", value: 1024 }];
      expect(patchOf(image(shown), { maxRamMiB: 1024 })).toEqual(replaced);
    },
  );

  test.each([
    { enterprise_project_id: "" },
    { enterprise_project_id: null },
    { enterprise_project_id: "0" },
    {},
  ])("leaves the default enterprise project, shown as %j, as it is", (shown) => {
    expect(patchOf(image(shown), { enterpriseProjectId: "0" })).toEqual([]);
  });

  test("writes flags as text, and reads them in any case", () => {
    expect(patchOf(image({ hw_vif_multiqueue_enabled: "True" }), { vifMultiqueue: true })).toEqual([]);
    expect(patchOf(image({ hw_vif_multiqueue_enabled: "true" }), { vifMultiqueue: false })).toEqual([
      { op: "replace", path: "/hw_vif_multiqueue_enabled", value: "false" },
    ]);
  });

  test("has no operation for what IMS cannot change", () => {
    expect(
      patchOf(image(), { osType: "windows", visibility: "public", protected: true, minDiskGiB: 9 }),
    ).toEqual([]);
  });
});

describe("tag calls of IMS", () => {
  const tags = (most: number) =>
    fc.dictionary(fc.constantFrom(..."abcdefghijklmnop"), fc.constantFrom("", "1", "2"), { maxKeys: most });

  test("lead from any tags to any others, never more than ten in between, and no call is empty", () => {
    fc.assert(
      fc.property(tags(TAG_LIMIT), tags(TAG_LIMIT), (before, wanted) => {
        const now: Record<string, string> = { ...before };
        const actions = tagActions(tagged(before), wanted);
        expect(actions.length).toBeLessThanOrEqual(2);
        for (const { action, tags: changed } of actions) {
          expect(changed.length).toBeGreaterThan(0);
          for (const { key, value } of changed) {
            if (action === "create") now[key] = value;
            else delete now[key];
          }
          expect(Object.keys(now).length).toBeLessThanOrEqual(TAG_LIMIT);
        }
        expect(now).toEqual(wanted);
      }),
      { numRuns: 1000 },
    );
  });

  test("name only what differs", () => {
    fc.assert(
      fc.property(tags(TAG_LIMIT), tags(TAG_LIMIT), (before, wanted) => {
        for (const { action, tags: changed } of tagActions(tagged(before), wanted))
          for (const { key, value } of changed)
            expect(action === "create" ? before[key] !== value : !(key in wanted)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("are none where tags are not managed", () => {
    expect(tagActions(tagged({ a: "1" }), undefined)).toEqual([]);
  });
});
