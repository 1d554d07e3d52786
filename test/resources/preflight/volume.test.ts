import type { Volume } from "../../../provider/clouds/cloud";
import type { Server } from "../../../provider/clouds/imageJobs";
import type { Profile } from "../../../provider/clouds/settings";
import type { Finding } from "../../../provider/resources/preflight/finding";
import { type Export, judgeVolume, judgeWriter } from "../../../provider/resources/preflight/volume";

const textsOf = (findings: readonly Finding[]) =>
  findings.map(({ severity, text }) => `${severity}: ${text}`);
const wrong = (words: string) => [expect.stringMatching(new RegExp(`^wrong: .*${words}`))];
const note = (words: string) => [expect.stringMatching(new RegExp(`^note: .*${words}`))];

const volume: Volume = {
  id: "v1",
  name: "data",
  status: "available",
  sizeGiB: 40,
  type: "SSD",
  availabilityZone: "eu-de-01",
  shared: false,
  encrypted: false,
  serverIds: [],
  dedicated: false,
};

const server: Server = { id: "s1", name: "web", status: "ACTIVE", osType: "linux", volumeIds: ["v1"] };

describe("a volume", () => {
  const judge = (changes: Partial<Volume>, args: Partial<Export>, profile: Profile) =>
    textsOf(judgeVolume({ ...volume, ...changes }, { volumeId: "v1", ...args }, profile));

  it.each(["otc", "otc-swiss", "huaweicloud", "openstack"] as const)(
    "that is available is fine on %s",
    (profile) => {
      expect(judge({}, {}, profile)).toEqual([]);
    },
  );

  it("that is in use needs force", () => {
    expect(judge({ status: "in-use" }, {}, "otc")).toEqual(wrong("is in-use.*`force: true`"));
    expect(judge({ status: "in-use" }, { force: true }, "otc")).toEqual([]); // its servers are looked at
  });

  it("that is in use on OpenStack is exported only where the operator allows it", () => {
    expect(judge({ status: "in-use" }, { force: true }, "openstack")).toEqual(note("enable_force_upload"));
  });

  it("in a state that does not pass is refused; one that passes is waited for", () => {
    expect(judge({ status: "error" }, {}, "otc")).toEqual(wrong("is error.*back to the state `available`"));
    expect(judge({ status: "uploading" }, {}, "otc")).toEqual([]);
  });

  it.each(["otc", "otc-swiss", "huaweicloud", "openstack"] as const)(
    "that only a person sets free is refused on %s, with what that person can do",
    (profile) => {
      const offered = wrong("is awaiting-transfer.*accepted.*delete the transfer request");
      expect(judge({ status: "awaiting-transfer" }, {}, profile)).toEqual(offered);
      expect(judge({ status: "awaiting-transfer" }, { force: true }, profile)).toEqual(offered);
      expect(judge({ status: "deleting" }, {}, profile)).toEqual(
        wrong("is deleting.*name a volume that stays"),
      );
    },
  );

  it("of more than 1 TiB is refused by Huawei Cloud alone", () => {
    expect(judge({ sizeGiB: 1025 }, {}, "huaweicloud")).toEqual(wrong("1025 GiB.*at most 1024 GiB"));
    expect(judge({ sizeGiB: 1024 }, {}, "huaweicloud")).toEqual([]);
    expect(judge({ sizeGiB: 1025 }, {}, "otc")).toEqual([]);
  });

  it("that is encrypted leaves OpenStack as raw and bare only", () => {
    expect(judge({ encrypted: true }, { diskFormat: "qcow2" }, "openstack")).toEqual(wrong("encrypted"));
    expect(judge({ encrypted: true }, { containerFormat: "ova" }, "openstack")).toEqual(wrong("encrypted"));
    expect(judge({ encrypted: true }, {}, "openstack")).toEqual([]);
    expect(judge({ encrypted: true }, { diskFormat: "qcow2" }, "otc")).toEqual([]);
  });

  it("is not exported as `compressed` by a stock Cinder", () => {
    const compressed = { containerFormat: "compressed" };
    expect(judge({}, compressed, "openstack")).toEqual(note("compressed.*allow_compression_on_image_upload"));
    expect(judge({}, { containerFormat: "ova" }, "openstack")).toEqual([]);
    expect(judge({}, compressed, "otc")).toEqual([]);
  });

  it.each(["vhd", "ploop"])("is not exported as `%s` by a stock Cinder", (diskFormat) => {
    const cannot = `diskFormat ${diskFormat}: a stock Cinder cannot make it, and the export fails`;
    expect(judge({}, { diskFormat }, "openstack")).toEqual(note(cannot));
    const both = textsOf(
      judgeVolume(volume, { volumeId: "v1", diskFormat, containerFormat: "compressed" }, "openstack"),
    );
    expect(both).toHaveLength(2);
    expect(judge({}, { diskFormat }, "otc")).toEqual([]);
    for (const made of ["raw", "qcow2", "vmdk", "vdi", "vhdx"])
      expect(judge({}, { diskFormat: made }, "openstack")).toEqual([]);
  });

  it("that names its operating system, or is in use, makes osType be ignored", () => {
    const windows = { osType: "windows" };
    expect(judge({ osType: "linux" }, windows, "otc")).toEqual(note("ignored: volume v1 itself says linux"));
    expect(judge({ status: "in-use" }, { force: true, ...windows }, "otc")).toEqual(note("not in use"));
    expect(judge({ osType: "windows" }, windows, "otc")).toEqual([]);
    expect(judge({}, windows, "otc")).toEqual([]);
    expect(judge({ osType: "linux" }, windows, "openstack")).toEqual([]); // there it is set afterwards
  });

  it("should have no server that writes to it", () => {
    expect(textsOf(judgeWriter(volume, { ...server, status: "SHUTOFF" }))).toEqual([]);
    expect(textsOf(judgeWriter(volume, undefined))).toEqual([]);
    expect(textsOf(judgeWriter(volume, server))).toEqual(note("server s1, which is ACTIVE.*Stop it first"));
    expect(textsOf(judgeWriter({ ...volume, shared: true }, server))).toEqual(
      note("stop all of its servers"),
    );
  });
});
