import { volumeImage } from "../../provider/resources/volumeImage";
import { rulesOf } from "./rulesOf";

const volumeId = "16369c5d-384d-4e64-b37a-56d898769362";
const huaweiFamily = ["otc", "otc-swiss", "huaweicloud"] as const;

const { issues, passes, breaks } = rulesOf(volumeImage, { name: "web", volumeId });

/** Glance checks only after the whole export: common/utils.py (no_4byte_params), db/sqlalchemy/api.py (_validate_db_int). */
describe("on OpenStack, what Glance would refuse after the export:", () => {
  it.each(["😀", "a 𝕏", "\u{10000}", "𠮷野家", "\u{10FFFF}", "🇩🇪"])(
    "a character above U+FFFF (%s), wherever it stands",
    (text) => {
      const words = /takes no character above U\+FFFF.*\(U\+1?[0-9A-F]{5}\)/;
      breaks(["openstack"], { name: text }, "name", words);
      breaks(["openstack"], { description: text }, "description", words);
      breaks(["openstack"], { tags: { team: text } }, "tags.team", words);
      breaks(["openstack"], { tags: { [text]: "v" } }, `tags.${text}`, words);
    },
  );

  it("is reported with the character itself", () => {
    expect(issues({ description: "so 😀 😎" }, "openstack")).toEqual([
      { property: "description", reason: expect.stringContaining("got 😀 (U+1F600)") },
    ]);
  });

  it("but not any other character", () => {
    const text = "ünï/图\uFFFF\uE000 \n\t€ ☃";
    passes(["openstack"], { name: text, description: text, tags: { [text]: text } });
    expect(issues({ name: "😀" }, undefined)).toEqual([]);
  });

  it("a minimum of more than four bytes", () => {
    for (const field of ["minRamMiB", "minDiskGiB"]) {
      passes(["openstack"], { [field]: 2147483647 });
      for (const count of [2147483648, Number.MAX_SAFE_INTEGER])
        breaks(["openstack"], { [field]: count }, field, /at most 2147483647; got/);
    }
    passes(huaweiFamily, { minRamMiB: 2147483648 });
  });

  it("more than 128 tags, ours included: nine are allowed", () => {
    const many = Object.fromEntries(Array.from({ length: 128 }, (_, at) => [`key-${at}`, "v"]));
    breaks(["openstack"], { tags: many }, "tags", /at most 9 tags; got 128/);
  });

  it("a property of Glance's own, which no argument can name", () => {
    for (const property of ["os_glance_import_task", "properties"])
      breaks(["openstack"], { [property]: "x" }, property, /there is no such argument/);
  });
});
