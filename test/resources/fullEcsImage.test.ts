import { UNKNOWN } from "../../provider/lifecycle/state/unknowns";
import { fullEcsImage } from "../../provider/resources/fullEcsImage";
import { rulesOf } from "./rulesOf";

/** What all images that jobs make have in common: jobImage.test.ts. */

const [one, two] = ["16369c5d-384d-4e64-b37a-56d898769362", "0d2d3b1c-1a3d-4f1e-9a44-0e8e3f7c9b11"];
const family = ["otc", "otc-swiss", "huaweicloud"] as const;
const withCsbs = ["otc", "huaweicloud"] as const;
const { passes, breaks, issues } = rulesOf(fullEcsImage, { name: "web", source: { cbrBackupId: one } });

describe("the source", () => {
  it("is a server with a vault, or a CBR backup, on every cloud of the family", () => {
    passes(family, { source: { instanceId: one, vaultId: two } });
    passes(family, { source: { cbrBackupId: one } });
  });

  it("is a server without a vault, or a CSBS backup, where there is CSBS", () => {
    passes(withCsbs, { source: { instanceId: one } });
    passes(withCsbs, { source: { csbsBackupId: one } });
    breaks(["otc-swiss"], { source: { instanceId: one } }, "source.vaultId", /required with instanceId/);
    breaks(
      ["otc-swiss"],
      { source: { csbsBackupId: one } },
      "source.csbsBackupId",
      /no CSBS; use cbrBackupId/,
    );
  });

  it.each([
    [{}, "none"],
    [{ vaultId: two }, "none"],
    [{ instanceId: one, csbsBackupId: two }, "instanceId and csbsBackupId"],
    [{ instanceId: one, cbrBackupId: two }, "instanceId and cbrBackupId"],
    [{ csbsBackupId: one, cbrBackupId: two }, "csbsBackupId and cbrBackupId"],
    [
      { instanceId: one, csbsBackupId: one, cbrBackupId: two, vaultId: two },
      "instanceId and csbsBackupId and cbrBackupId",
    ],
  ])("is exactly one: %j is refused", (source, got) => {
    breaks(family, { source }, "source", new RegExp(`must be exactly one of .*; got ${got}$`));
  });

  it("has no vault beside a backup", () => {
    breaks(family, { source: { cbrBackupId: one, vaultId: two } }, "source.vaultId", /instanceId only/);
    breaks(withCsbs, { source: { csbsBackupId: one, vaultId: two } }, "source.vaultId", /instanceId only/);
  });

  it.each(["instanceId", "vaultId", "csbsBackupId", "cbrBackupId"])("names by UUIDs: %s", (field) => {
    for (const wrong of ["", "web-1", `${one}x`])
      breaks(family, { source: { [field]: wrong } }, `source.${field}`, /a UUID such as/);
    breaks(family, { source: { [field]: 7 } }, `source.${field}`, /a UUID such as .*; got the number 7/);
  });

  it("has no other fields", () => {
    breaks(family, { source: { cbrBackupId: one, volumeId: two } }, "source.volumeId", /misspelt/);
  });

  it("of which something is unknown is not judged until it is known", () => {
    passes(family, { source: UNKNOWN });
    passes(family, { source: { instanceId: UNKNOWN } });
    passes(family, { source: { instanceId: one, vaultId: UNKNOWN } });
    passes(family, { source: { csbsBackupId: UNKNOWN, cbrBackupId: one } }); // it may turn out to be undefined
  });

  it("that is unknown in part is still held to its shape in the rest", () => {
    breaks(family, { source: { instanceId: UNKNOWN, vaultId: "v" } }, "source.vaultId", /a UUID such as/);
    breaks(family, { source: { cbrBackupId: UNKNOWN, volumeId: "v" } }, "source.volumeId", /misspelt/);
  });
});

it("whether the backup goes along is a switch", () => {
  passes(family, { deleteBackup: true });
  passes(family, { deleteBackup: UNKNOWN });
  breaks(family, { deleteBackup: "yes" }, "deleteBackup", /`true` or `false`/);
});

it("a cloud that is not known yet has neither CSBS nor none", () => {
  expect(issues({ source: { csbsBackupId: one } }, undefined)).toEqual([]);
  expect(issues({ source: { instanceId: one } }, undefined)).toEqual([]);
  expect(issues({ source: {} }, undefined)).toMatchObject([{ property: "source" }]);
});
