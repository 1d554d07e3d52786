import { allowedBuckets, keepBackup, protectProduction, requireTags } from "../../provider/policies";
import { judge } from "./judge";

it("protect-production is about production stacks alone, and takes the option `protect` for every resource", () => {
  for (const kind of ["VolumeImage", "FullEcsImage", "DataImage", "DataVolumeTemplate"] as const) {
    for (const stack of ["prod", "production", "shop.prod", "eu_production-2"]) {
      expect(judge(protectProduction, kind, {}, { stack })).toHaveLength(1);
      expect(judge(protectProduction, kind, {}, { stack, protect: true })).toEqual([]);
    }
    for (const stack of ["dev", "product-data", "reproduction"]) {
      expect(judge(protectProduction, kind, {}, { stack })).toEqual([]);
    }
  }
  const config = { stacks: "^live$" };
  expect(judge(protectProduction, "DataImage", {}, { stack: "live", config })).toHaveLength(1);
  expect(judge(protectProduction, "DataImage", {}, { stack: "prod", config })).toEqual([]);
});

it("keep-backup lets the backup be deleted that came with the image, unless it is configured to keep that, too", () => {
  const args = { source: { instanceId: "16369c5d-384d-4e64-b37a-56d898769362" }, deleteBackup: true };
  expect(judge(keepBackup, "FullEcsImage", args)).toEqual([]);
  expect(judge(keepBackup, "FullEcsImage", args, { config: { taken: true } })).toHaveLength(1);
});

it("rules that need a configuration report nothing without one", () => {
  for (const rule of [requireTags, allowedBuckets]) {
    expect(judge(rule, "DataImage", { source: { bucket: "any", object: "data.qcow2" } })).toEqual([]);
  }
});
