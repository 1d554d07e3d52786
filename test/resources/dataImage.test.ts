import { UNKNOWN } from "../../provider/lifecycle/state/unknowns";
import { dataImage } from "../../provider/resources/dataImage";
import { rulesOf } from "./rulesOf";

/** What all images that jobs make have in common: jobImage.test.ts. */

const uuid = "16369c5d-384d-4e64-b37a-56d898769362";
const family = ["otc", "otc-swiss", "huaweicloud"] as const;
const source = { bucket: "files", object: "exports/data.qcow2" };
const { passes, breaks } = rulesOf(dataImage, { name: "data", source, minDiskGiB: 40 });

describe("the bucket", () => {
  it.each(["abc", "a-b.c-d", "0files9", "x".repeat(63), "1.2.3", "1.2.3.4a"])(
    "may be called %s",
    (bucket) => {
      passes(family, { source: { ...source, bucket } });
    },
  );

  it.each([
    "",
    "ab",
    "x".repeat(64),
    "Files",
    "my_files",
    "-files",
    "files-",
    ".files",
    "files.",
    "a..b",
    "a.-b",
    "a-.b",
    "10.0.0.1",
    "files\n",
    "bücket",
  ])("is not called %j", (bucket) => {
    breaks(family, { source: { ...source, bucket } }, "source.bucket", /3 to 63.*no IP address; got "/);
  });
});

describe("the object", () => {
  it.each(["a", "exports/2026/data.qcow2", "数据.raw", "x".repeat(1024)])("may be %s", (object) => {
    passes(family, { source: { ...source, object } });
  });

  it.each(["", "/a", "a b", " a", "a\n", "a\tb", "x".repeat(1025)])("is not %j", (object) => {
    breaks(family, { source: { ...source, object } }, "source.object", /1 to 1024.*IMG\.0175.*; got "/);
  });
});

describe("the source", () => {
  it("has a bucket and an object, both texts, and nothing else", () => {
    breaks(family, { source: { object: "a" } }, "source.bucket", /this argument is required/);
    breaks(family, { source: { bucket: "files" } }, "source.object", /this argument is required/);
    breaks(family, { source: { ...source, object: 7 } }, "source.object", /a text; got the number 7/);
    breaks(family, { source: { ...source, key: "a" } }, "source.key", /misspelt/);
  });

  it("of which something is unknown is not judged until it is known", () => {
    passes(family, { source: UNKNOWN });
    passes(family, { source: { bucket: UNKNOWN, object: "a b" } });
    passes(family, { source: { bucket: "no bucket", object: UNKNOWN } });
    breaks(family, { source: { bucket: UNKNOWN, object: 7 } }, "source.object", /a text; got the number 7/);
  });
});

describe("the disk", () => {
  it("has 1 to 2048 whole GiB", () => {
    for (const minDiskGiB of [1, 40, 2048, UNKNOWN]) passes(family, { minDiskGiB });
    breaks(family, { minDiskGiB: undefined }, "minDiskGiB", /this argument is required/);
    for (const minDiskGiB of [0, 2049, 40.5, "40", -1])
      breaks(family, { minDiskGiB }, "minDiskGiB", /a whole number of GiB, from 1 to 2048; got /);
  });

  it("is for Linux or Windows", () => {
    for (const osType of ["linux", "windows", UNKNOWN]) passes(family, { osType });
    for (const osType of ["Linux", "", "other"])
      breaks(family, { osType }, "osType", /one of "linux", "windows"; got "/);
  });

  it("is encrypted with a key that is named by its UUID", () => {
    for (const cmkId of [uuid, UNKNOWN]) passes(family, { cmkId });
    for (const cmkId of ["", "key", `${uuid}x`]) breaks(family, { cmkId }, "cmkId", /a UUID such as/);
  });
});
