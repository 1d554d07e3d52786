import { allowedClouds, allowedFormats, allowedRegions } from "../../provider/policies";
import { useClouds } from "./clouds";
import { forms, judge, judgeUntilUnknown } from "./judge";

useClouds();

describe("allowed-clouds", () => {
  const config = { clouds: ["main"] };

  it("lets the entry pass that the argument, the stack's configuration or OS_CLOUD names", () => {
    expect(judge(allowedClouds, "VolumeImage", { cloud: "main" }, { config })).toEqual([]);
    const stackConfig = { "cloudimages:cloud": "main", "shop:cloud": "lab" };
    expect(judge(allowedClouds, "DataImage", {}, { config, stackConfig })).toEqual([]);
    expect(judge(allowedClouds, "DataImage", {}, { config, stackConfig, form: "native" })).toEqual([]);
    process.env.OS_CLOUD = "main";
    expect(judge(allowedClouds, "FullEcsImage", {}, { config })).toEqual([]);
  });

  it.each(forms)("takes the settings of an explicit provider of the %s form, and not the stack's", (form) => {
    const stackConfig = { "cloudimages:cloud": "main" };
    const other = { config, stackConfig, form, explicit: { cloud: "lab" } };
    expect(judge(allowedClouds, "VolumeImage", {}, other)).toEqual([
      expect.stringContaining('the cloud is "lab", not "main". '),
    ]);
    const allowed = { config, form, explicit: { cloud: "main", verify: false, port: 8080 } };
    expect(judge(allowedClouds, "VolumeImage", {}, allowed)).toEqual([]);
  });

  it.each(forms)(
    "leaves it to the engine if an explicit provider of the %s form is unknown in a preview",
    (form) => {
      const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
      const cloud = { config, form, explicit: { cloud: unknown } };
      expect(judgeUntilUnknown(allowedClouds, "VolumeImage", {}, cloud)).toEqual({
        reports: [],
        unknowns: [expect.stringContaining("can't be known during preview")],
      });
      const password = { config, form, explicit: { cloud: "main", password: unknown } };
      expect(judge(allowedClouds, "VolumeImage", {}, password)).toEqual([]);
    },
  );

  it("reports another entry, and another profile", () => {
    expect(judge(allowedClouds, "VolumeImage", { cloud: "lab" }, { config })).toEqual([
      'the cloud is "lab", not "main". Set the argument `cloud`, or `cloudimages:cloud` of the stack, to a cloud that is allowed',
    ]);
    const profiles = ["otc", "huaweicloud"];
    expect(judge(allowedClouds, "VolumeImage", { cloud: "main" }, { config: { profiles } })).toEqual([]);
    expect(judge(allowedClouds, "VolumeImage", { cloud: "lab" }, { config: { profiles } })).toEqual([
      expect.stringContaining('the cloud "lab" is of the profile "openstack", not "otc" or "huaweicloud". '),
    ]);
  });

  it("refuses if the cloud cannot be determined", () => {
    expect(judge(allowedClouds, "VolumeImage", {}, { config })).toEqual([
      expect.stringContaining("which cloud it is cannot be told: No cloud is set."),
    ]);
  });
});

describe("allowed-regions", () => {
  const config = { regions: ["eu-de"] };

  it("lets the region of the settings pass, also one that only the address shows", () => {
    expect(judge(allowedRegions, "VolumeImage", { cloud: "main" }, { config })).toEqual([]);
    const stackConfig = { "cloudimages:cloud": "lab", "cloudimages:region": "eu-de" };
    expect(judge(allowedRegions, "VolumeImage", {}, { config, stackConfig })).toEqual([]);
    expect(judge(allowedRegions, "VolumeImage", {}, { config, stackConfig, form: "native" })).toEqual([]);
  });

  it.each(forms)("takes the region of an explicit provider of the %s form", (form) => {
    const explicit = { cloud: "lab", region: "eu-de" };
    expect(judge(allowedRegions, "VolumeImage", {}, { config, form, explicit })).toEqual([]);
    const stackConfig = { "cloudimages:region": "eu-de" };
    const elsewhere = { config, form, stackConfig, explicit: { cloud: "lab" } };
    expect(judge(allowedRegions, "VolumeImage", {}, elsewhere)).toEqual([
      expect.stringContaining('the region of the cloud "lab" is "RegionOne", not "eu-de". '),
    ]);
  });

  it("reports another region, and a cloud without any", () => {
    expect(judge(allowedRegions, "VolumeImage", { cloud: "lab" }, { config })).toEqual([
      'the region of the cloud "lab" is "RegionOne", not "eu-de". Set the region of the cloud (`region_name` in clouds.yaml, or `cloudimages:region`), or another `cloud`',
    ]);
    expect(judge(allowedRegions, "VolumeImage", { cloud: "bare" }, { config })).toEqual([
      expect.stringContaining('the settings of the cloud "bare" name no region. '),
    ]);
  });
});

describe("allowed-formats", () => {
  const config = { disk: ["qcow2", "raw"], container: ["bare"] };

  it("lets a format pass that is given, or that the cloud takes by itself", () => {
    const given = { cloud: "main", diskFormat: "qcow2", containerFormat: "bare" };
    expect(judge(allowedFormats, "VolumeImage", given, { config })).toEqual([]);
    expect(judge(allowedFormats, "VolumeImage", { cloud: "lab" }, { config })).toEqual([]);
  });

  it("reports another format, and another default", () => {
    const given = { cloud: "lab", diskFormat: "vmdk" };
    expect(judge(allowedFormats, "VolumeImage", given, { config })).toEqual([
      'diskFormat is not "qcow2" or "raw". Set `diskFormat` or `containerFormat`, or convert the file, to a format that is allowed',
    ]);
    expect(judge(allowedFormats, "VolumeImage", { cloud: "main" }, { config })).toEqual([
      expect.stringContaining(
        'diskFormat is not set, and the default of the cloud "main" is "zvhd2", not "qcow2" or "raw". ',
      ),
    ]);
  });

  it("judges a data image by the ending of its file", () => {
    const source = (object: string) => ({ source: { bucket: "exports", object } });
    expect(judge(allowedFormats, "DataImage", source("v1.2/data.QCOW2"), { config })).toEqual([]);
    expect(judge(allowedFormats, "DataImage", source("v1.2/data"), { config })).toEqual([]);
    expect(judge(allowedFormats, "DataImage", source("v1.2/data.vhd"), { config })).toEqual([
      expect.stringContaining('source.object does not end in ".qcow2" or ".raw". '),
    ]);
  });
});
