import type { BackupStorage, Snapshot, Templates } from "../../../provider/clouds/templates";
import { realClock } from "../../../provider/http/clock";
import { PermissionError } from "../../../provider/http/errors";
import type { Finding } from "../../../provider/resources/preflight/finding";
import { probeAll } from "../../../provider/resources/preflight/probe";
import {
  judgeSnapshot,
  judgeStorages,
  probeTemplateSource,
} from "../../../provider/resources/preflight/template";

const textsOf = (findings: readonly Finding[]) =>
  findings.map(({ severity, text }) => `${severity}: ${text}`);
const wrong = (words: string) => [expect.stringMatching(new RegExp(`^wrong: .*${words}`))];

const GIB = 2 ** 30;
const snapshot: Snapshot = {
  uuid: "s1",
  name: "nightly",
  status: "Ready",
  state: "Enabled",
  sizeBytes: 10 * GIB,
};
const storage: BackupStorage = {
  uuid: "b1",
  name: "store",
  status: "Connected",
  state: "Enabled",
  availableBytes: 11 * GIB,
};

describe("a volume snapshot", () => {
  const judge = (changes: Partial<Snapshot>) => textsOf(judgeSnapshot("s1", { ...snapshot, ...changes }));

  it("that is ready and enabled is fine", () => {
    expect(judge({})).toEqual([]);
    expect(judge({ sizeBytes: undefined, format: "raw" })).toEqual([]);
  });

  it("exists", () => {
    expect(textsOf(judgeSnapshot("s1", undefined))).toEqual(["wrong: there is no volume snapshot s1"]);
  });

  it.each(["Creating", "Deleted", "Deleting"])("that is %s is refused", (status) => {
    expect(judge({ status })).toEqual(wrong(`snapshot s1 is ${status}; it must be Ready`));
  });

  it("that is disabled is refused", () => {
    expect(judge({ state: "Disabled" })).toEqual(wrong("snapshot s1 is Disabled; it must be Enabled"));
  });

  it("lists all that is wrong with it", () => {
    expect(judge({ status: "Creating", state: "Disabled" })).toHaveLength(2);
  });
});

describe("a backup storage", () => {
  const judge = (changes: Partial<BackupStorage>, needed: { bytes?: number } = { bytes: 10 * GIB }) =>
    textsOf(judgeStorages(["b1"], [{ ...storage, ...changes }], needed.bytes));

  it("that is connected, enabled, and has room for the data and a reserve of 1 GiB is fine", () => {
    expect(judge({})).toEqual([]);
    expect(judge({ availableBytes: undefined })).toEqual([]);
    expect(judge({ availableBytes: GIB }, {})).toEqual([]);
  });

  it("exists", () => {
    expect(textsOf(judgeStorages(["b1", "b2"], [storage], undefined))).toEqual([
      "wrong: there is no backup storage b2",
    ]);
  });

  it.each(["Connecting", "Disconnected"])("that is %s is refused", (status) => {
    expect(judge({ status })).toEqual(wrong(`storage store \\(b1\\) is ${status}; it must be Connected`));
  });

  it("that is disabled is refused", () => {
    expect(judge({ state: "Disabled" })).toEqual(wrong("is Disabled; it must be Enabled"));
  });

  it("without room is refused, with how much there is and how much is needed", () => {
    expect(judge({ availableBytes: 11 * GIB - 1 })).toEqual(
      wrong("has 10.9 GiB left; the template needs 11 GiB"),
    );
    expect(judge({ availableBytes: 4.25 * GIB })).toEqual(
      wrong("has 4.2 GiB left; the template needs 11 GiB"),
    );
    expect(judge({ availableBytes: GIB - 1 }, {})).toEqual(wrong("the template needs 1 GiB"));
  });

  it("is called by its uuid where it has no name", () => {
    expect(judge({ name: "", state: "Disabled" })).toEqual(wrong("backup storage b1 is Disabled"));
  });

  it("is one of several, each of which is judged", () => {
    const full = { ...storage, uuid: "b2", name: "full", availableBytes: 0 };
    expect(textsOf(judgeStorages(["b1", "b2"], [full, storage], 0))).toEqual(
      wrong("full \\(b2\\) has 0 GiB left"),
    );
  });
});

describe("before a template is made", () => {
  const refuse = () => Promise.reject(new Error("a look changes nothing"));
  const around = (looks: Partial<Templates>) => {
    const templates: Templates = {
      create: refuse,
      failedCopies: refuse,
      existing: refuse,
      expunge: refuse,
      showSnapshot: async () => snapshot,
      backupStorages: async () => [storage],
      ...looks,
    };
    const source = { snapshotUuid: "s1", backupStorageUuids: ["b1"] };
    return probeAll(probeTemplateSource(templates, source), { clock: realClock }, {}).then(textsOf);
  };

  it("the snapshot and its storages are probed, and nothing is found", async () => {
    expect(await around({})).toEqual([]);
  });

  it("the storages are judged by the size of the snapshot", async () => {
    const large = { ...snapshot, sizeBytes: 20 * GIB };
    expect(await around({ showSnapshot: async () => large })).toEqual(wrong("has 11 GiB left.* 21 GiB"));
  });

  it("a snapshot that does not exist hides nothing of the storages", async () => {
    const found = await around({ showSnapshot: async () => undefined, backupStorages: async () => [] });
    expect(found).toEqual(["wrong: there is no volume snapshot s1", "wrong: there is no backup storage b1"]);
  });

  it("what may not be read is a note", async () => {
    const denied = new PermissionError("list backup storages: denied", { outcome: "rejected" });
    expect(await around({ backupStorages: () => Promise.reject(denied) })).toEqual([
      "note: could not look at the backup storages: list backup storages: denied",
    ]);
  });
});
