import { volumeImage } from "../../provider/resources/volumeImage";
import { rulesOf } from "./rulesOf";

const volumeId = "16369c5d-384d-4e64-b37a-56d898769362";
const huaweiFamily = ["otc", "otc-swiss", "huaweicloud"] as const;
const exporting = [...huaweiFamily, "openstack"] as const;

const { issues, passes, breaks } = rulesOf(volumeImage, { name: "web", volumeId });

describe("tags", () => {
  const tags = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`key-${i}`, "v"]));

  it("are nine at most, on Huawei Cloud 19: one more is ours", () => {
    const others = exporting.filter((profile) => profile !== "huaweicloud");
    passes(others, { tags: tags(9) });
    breaks(others, { tags: tags(10) }, "tags", /at most 9 tags; got 10/);
    passes(["huaweicloud"], { tags: tags(19) });
    breaks(["huaweicloud"], { tags: tags(20) }, "tags", /at most 19 tags; got 20/);
  });

  it("are any on a cloud that is not known yet", () => {
    expect(issues({ tags: { 镜像: "a/b", ["k".repeat(128)]: "", ...tags(10) } }, undefined)).toEqual([]);
  });

  it("may not take our key", () => {
    breaks(
      exporting,
      { tags: { "pulumi-cloud-images": "x" } },
      "tags.pulumi-cloud-images",
      /marks the image as managed/,
    );
  });

  it("on OTC and Huawei Cloud are what both clouds take", () => {
    const values = {
      version: "1.2.3",
      release: "2026-11 rc:1+2",
      mail: "ann@example.com",
      path: "a/b",
      none: "",
    };
    passes(huaweiFamily, { tags: values });
    passes(huaweiFamily, {
      tags: { "a.b:c+d @_-": "v", 镜像: "版本 1.0", ["k".repeat(36)]: "v".repeat(43) },
    });
    for (const key of ["", " a", "a ", "a=b", "="]) {
      breaks(huaweiFamily, { tags: { [key]: "v" } }, `tags.${key}`, /a tag's key has 1 to/);
    }
    for (const value of [" v", "v ", " "]) {
      breaks(huaweiFamily, { tags: { key: value } }, "tags.key", /a tag's value has at most/);
    }
  });

  it("on OTC are limited by their length alone", () => {
    const otc = ["otc", "otc-swiss"] as const;
    passes(otc, { tags: { "schlüssel/<*>": "wört=x,|\\", ["😀".repeat(36)]: "😀".repeat(43) } });
    for (const key of ["k".repeat(37), "\ta"])
      breaks(otc, { tags: { [key]: "v" } }, `tags.${key}`, /key has 1 to 36/);
    for (const value of ["v".repeat(44), "v\n"])
      breaks(otc, { tags: { key: value } }, "tags.key", /value has at most 43/);
  });

  it("on Huawei Cloud are longer, of its page's characters", () => {
    passes(["huaweicloud"], { tags: { ["k".repeat(128)]: "v".repeat(255) } });
    for (const key of ["k".repeat(129), "a/b", "a,b", "schlüssel", "<a>", "😀", "a\tb"])
      breaks(["huaweicloud"], { tags: { [key]: "v" } }, `tags.${key}`, /key has 1 to 128 of/);
    for (const value of ["v".repeat(256), "a=b", "a,b", "wört", "a|b", "a\nb"])
      breaks(["huaweicloud"], { tags: { key: value } }, "tags.key", /value has at most 255 of/);
  });

  it("on OpenStack are texts that fit one Glance tag, key=value", () => {
    passes(["openstack"], { tags: { "a.b c/ü": "x=y z", k: "v".repeat(253) } });
    for (const [key, value] of [
      ["", "v"],
      ["a=b", "v"],
      ["k", "v".repeat(254)],
    ] as const) {
      breaks(["openstack"], { tags: { [key]: value } }, `tags.${key}`, /at most 254 characters together/);
    }
  });

  it("are texts", () => {
    breaks(exporting, { tags: { team: 7 } }, "tags.team", /a text; got the number 7/);
    breaks(exporting, { tags: ["a"] }, "tags", /texts by keys.*; got a list/);
  });
});
