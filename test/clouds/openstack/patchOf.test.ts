import { fromGlanceImage } from "../../../provider/clouds/openstack/image";
import { patchOf } from "../../../provider/clouds/openstack/patchOf";

const image = (more: object = {}) =>
  fromGlanceImage({
    id: "i",
    status: "active",
    name: "golden",
    visibility: "private",
    protected: false,
    tags: [],
    min_ram: 0,
    min_disk: 0,
    ...more,
  });

describe("a patch of Glance", () => {
  test("is empty when nothing differs, whatever the order of tags", () => {
    const seen = image({ tags: ["b=2", "a=1", "flag"] });
    expect(patchOf(seen, { name: "golden", tags: { flag: "", a: "1", b: "2" }, protected: false })).toEqual(
      [],
    );
  });

  test("changes tags and attributes in one, the name last", () => {
    const change = { name: "silver", tags: { a: "1", flag: "" }, protected: true, osType: "linux" };
    expect(patchOf(image(), change)).toEqual([
      { op: "replace", path: "/tags", value: ["a=1", "flag"] },
      { op: "replace", path: "/protected", value: true },
      { op: "add", path: "/os_type", value: "linux" },
      { op: "replace", path: "/name", value: "silver" },
    ]);
  });

  test("hides an image, and shows it again, by Glance's own word", () => {
    expect(patchOf(image({ os_hidden: false }), { hidden: true })).toEqual([
      { op: "replace", path: "/os_hidden", value: true },
    ]);
    expect(patchOf(image({ os_hidden: true }), { hidden: true })).toEqual([]);
    expect(patchOf(image(), { hidden: false })).toEqual([]); // Glance before 2.7 knows nothing of it
  });

  test("keeps a value that itself has an equals sign", () => {
    expect(image({ tags: ["query=a=b"] }).tags).toEqual({ query: "a=b" });
    expect(patchOf(image({ tags: ["query=a=b"] }), { tags: { query: "a=b" } })).toEqual([]);
  });
});
