import {
  endpointIn,
  otherEndpoints,
  readCatalogue,
  withoutVersion,
} from "../../../provider/clouds/keystone/catalogue";

const endpoint = (url: string, region = "eu-de", kind = "public") => ({
  interface: kind,
  url,
  region_id: region,
});
const catalogue = [
  {
    type: "image",
    endpoints: [
      endpoint("https://ims.eu-de.example", "eu-de"),
      endpoint("https://ims.eu-nl.example", "eu-nl"),
    ],
  },
  {
    type: "volumev3",
    endpoints: [endpoint("https://evs.internal", "eu-de", "internal"), endpoint("https://evs.example/v3/p")],
  },
  { type: "dns", endpoints: [endpoint("https://dns.example", "*")] },
];
const at = (region: string | undefined) => ({ interface: "public", region, howToChoose: "set region_name" });

describe("the service catalogue", () => {
  test("gives the endpoint of the region and the interface", () => {
    expect(endpointIn(catalogue, ["image"], at("eu-nl"))).toMatchObject({ url: "https://ims.eu-nl.example" });
    expect(endpointIn(catalogue, ["volumev3"], at("eu-de"))).toMatchObject({
      url: "https://evs.example/v3/p",
    });
  });

  test("tries the types in their order", () => {
    expect(endpointIn(catalogue, ["volumev2", "volumev3"], at("eu-de"))).toMatchObject({
      url: "https://evs.example/v3/p",
    });
  });

  test("gives a global endpoint for any region", () => {
    expect(endpointIn(catalogue, ["dns"], at("eu-nl"))).toMatchObject({
      url: "https://dns.example",
      region: "*",
    });
  });

  test("gives nothing for an unknown region or type", () => {
    expect(endpointIn(catalogue, ["image"], at("eu-xx"))).toBeUndefined();
    expect(endpointIn(catalogue, ["compute"], at("eu-de"))).toBeUndefined();
  });

  test("names the regions when none is chosen and there are several", () => {
    expect(() => endpointIn(catalogue, ["image"], at(undefined))).toThrow(/several regions: eu-de, eu-nl/);
    expect(endpointIn(catalogue, ["volumev3"], at(undefined))).toMatchObject({ region: "eu-de" });
  });

  test("passes over an address that is none", () => {
    const broken = [
      { type: "image", endpoints: [endpoint("%(tenant)s"), endpoint(""), endpoint("https://good.example")] },
    ];
    expect(endpointIn(broken, ["image"], at("eu-de"))).toMatchObject({ url: "https://good.example" });
  });
});

test.each([
  ["https://evs.example/v2/0123abc", "https://evs.example"],
  ["https://glance.example/v2/", "https://glance.example"],
  ["https://one.example/image/v2.0", "https://one.example/image"],
  ["https://cinder.example/volume/v3/AUTH_0123", "https://cinder.example/volume"],
  ["https://plain.example", "https://plain.example"],
])("%s without version and project is %s", (url, base) => {
  expect(withoutVersion(url)).toBe(base);
});

describe("of several interfaces", () => {
  const either = (faces: string[], region: string | undefined = "eu-de") => {
    const [first = "", ...otherInterfaces] = faces;
    return endpointIn(catalogue, ["volumev3"], { interface: first, otherInterfaces, region })?.url;
  };

  test("the first that the service has is taken", () => {
    expect(either(["admin", "internal", "public"])).toBe("https://evs.internal");
    expect(either(["public", "internal"])).toBe("https://evs.example/v3/p");
    expect(either(["admin"])).toBeUndefined();
  });

  test("those that it has instead are named, and the regions where it is", () => {
    expect(otherEndpoints(catalogue, ["volumev3"], { interface: "admin", region: "eu-de" })).toEqual({
      otherInterfaces: ["internal", "public"],
      otherRegions: [],
    });
    expect(otherEndpoints(catalogue, ["image"], { interface: "public", region: "eu-xx" })).toEqual({
      otherInterfaces: [],
      otherRegions: ["eu-de", "eu-nl"],
    });
  });
});

test("invalid entries of a catalogue are skipped, one by one", () => {
  const good = { interface: "public", url: "https://good.example", region: "eu-de" };
  const wire = [
    null,
    "image",
    { type: "image" },
    { type: 7, endpoints: [good] },
    { type: "image", endpoints: "none" },
    {
      type: "image",
      endpoints: [null, { url: "https://odd.example" }, { ...good, url: null }, { ...good, region: 7 }, good],
    },
    { type: "volumev3", endpoints: [] },
  ];
  expect(readCatalogue(wire)).toEqual([
    { type: "image", endpoints: [good] },
    { type: "volumev3", endpoints: [] },
  ]);
  for (const none of [undefined, null, {}, "x"]) expect(readCatalogue(none)).toEqual([]);
});
