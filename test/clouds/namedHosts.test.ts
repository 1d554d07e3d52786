import { huaweiSession } from "../../provider/clouds/huawei/auth/huaweiSession";
import { huaweiCloud } from "../../provider/clouds/huawei/huaweiCloud";
import { resolveCloud } from "../../provider/clouds/settings";
import { realClock } from "../../provider/http/clock";
import { CloudError, explain } from "../../provider/http/errors";
import type { HttpRequest, Transport } from "../../provider/http/transport";

/** Credentials go to hosts that the user, or the catalogue of their cloud, has named, and to no other. */

type Vendor = "otc" | "otc-swiss" | "huaweicloud";
const region = { otc: "eu-de", "otc-swiss": "eu-ch2", huaweicloud: "cn-north-4" };

/** A cloud whose identity service lists `services`; all that is sent is kept, and answered with empty lists. */
function open(
  profile: Vendor,
  entry: { auth?: Record<string, string>; services?: Record<string, string>; [key: string]: unknown },
) {
  const { auth = {}, services = {}, ...rest } = entry;
  const login = { username: "u", password: "pw", user_domain_name: "D", ...auth };
  const text = JSON.stringify({
    clouds: { c: { profile, region_name: region[profile], ...rest, auth: login } },
  });
  const readFile = (path: string) => (path === "/app/clouds.yaml" ? text : undefined);
  const settings = resolveCloud("c", { env: {}, stackConfig: {}, home: "/", cwd: "/app", readFile });
  const sent: HttpRequest[] = [];
  const catalog = Object.entries(services).map(([type, url]) => ({
    type,
    endpoints: [{ interface: "public", url, region: region[profile] }],
  }));
  const token = { expires_at: "2099-01-01T00:00:00Z", project: { id: "p1" }, catalog };
  const credential = { access: "A", secret: "S", securitytoken: "T", expires_at: "2099-01-01T00:00:00Z" };
  const transport: Transport = {
    async send(request) {
      sent.push(request);
      const empty = { images: [], volumes: [], projects: [{ id: "p1", name: settings.projectName }] };
      return {
        status: 200,
        headers: { "x-subject-token": "token", "content-length": "1" },
        text: JSON.stringify({ token, credential, ...empty }),
        requestId: undefined,
      };
    },
    close: async () => {},
  };
  const session = huaweiSession(settings, transport, realClock, () => {});
  const cloud = huaweiCloud(profile, settings, session, transport, realClock);
  return { cloud, hosts: () => [...new Set(sent.map(({ url }) => url.host))] };
}

const keys = { username: "", password: "", access_key: "AK", secret_key: "SK" };
const agency = { ...keys, agency_name: "a", agency_domain_name: "other" };
const PRIVATE = "https://iam.private.example/v3";

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CloudError);
  return explain(error as CloudError);
}

describe.each<Vendor>(["otc", "otc-swiss", "huaweicloud"])(
  "a private cloud with the profile %s",
  (profile) => {
    test.each([
      ["a password", { auth_url: PRIVATE }],
      ["access keys", { ...keys, auth_url: PRIVATE }],
      ["an agency", { ...agency, auth_url: PRIVATE }],
      [
        "an address that only looks like the vendor's",
        { auth_url: "https://iam.otc.t-systems.com.evil.example" },
      ],
    ])("keeps its credentials, signing in with %s", async (_, auth) => {
      const { cloud, hosts } = open(profile, { auth });
      const host = new URL(auth.auth_url).host;
      const message = await refusal(cloud.imagesNamed("x"));
      expect(message).toContain("is not of the vendor's domain");
      expect(message).toContain(
        'set image_endpoint_override in the entry "c" of clouds.yaml (/app/clouds.yaml)',
      );
      expect(message).toContain("set cloud_domain in the entry");
      const { imageJobs } = cloud;
      await refusal(cloud.listVolumes(1));
      await refusal(cloud.exportVolume({ volumeId: "v", imageName: "x", force: false }));
      await refusal(imageJobs?.showServer("s") ?? Promise.resolve());
      await refusal(imageJobs?.showBucket("b") ?? Promise.resolve());
      await refusal(imageJobs?.showObject("b", "o") ?? Promise.resolve());
      expect(hosts().filter((one) => one !== host)).toEqual([]);
    });

    test.each([
      ["a password", {}],
      ["access keys", keys],
    ])("is spoken to where its names are given: %s", async (_, own) => {
      const auth = { ...own, auth_url: PRIVATE };
      const byOverride = open(profile, { auth, image_endpoint_override: "https://images.private.example" });
      await byOverride.cloud.imagesNamed("x");
      expect(byOverride.hosts()).toEqual(["iam.private.example", "images.private.example"]);
      const byDomain = open(profile, { auth, cloud_domain: "private.example" });
      await byDomain.cloud.imagesNamed("x");
      expect(byDomain.hosts()).toEqual(["iam.private.example", `ims.${region[profile]}.private.example`]);
    });

    test("a dot before its domain is nothing; what is no domain, or no region, names no host", async () => {
      const own = { auth: { auth_url: PRIVATE } };
      const dotted = open(profile, { ...own, cloud_domain: ".private.example" });
      await dotted.cloud.imagesNamed("x");
      expect(dotted.hosts().at(-1)).toBe(`ims.${region[profile]}.private.example`);
      for (const cloud_domain of [
        "https://private.example/",
        "private.example/v3",
        "a b",
        "me@evil.example",
        ".",
      ])
        expect(() => open(profile, { ...own, cloud_domain })).toThrow(
          "cloud_domain (clouds.yaml (/app/clouds.yaml)) is not what host names end with.",
        );
      for (const region_name of ["eu/de", "me@evil.example#"]) {
        const { cloud, hosts } = open(profile, { ...own, cloud_domain: "private.example", region_name });
        expect(await refusal(cloud.imagesNamed("x"))).toContain("check the region's name");
        expect(hosts()).toEqual(["iam.private.example"]);
      }
    });

    test("is called at the addresses in its catalogue", async () => {
      const services = { image: "https://elsewhere.example" };
      const { cloud, hosts } = open(profile, { auth: { auth_url: PRIVATE }, services });
      await cloud.imagesNamed("x");
      expect(hosts()).toEqual(["iam.private.example", "elsewhere.example"]);
    });
  },
);

describe("the vendor's own cloud", () => {
  test.each<[Vendor, string | undefined, string]>([
    ["otc", undefined, "ims.eu-de.otc.t-systems.com"],
    ["otc", "https://iam.eu-de.otc.t-systems.com/v3", "ims.eu-de.otc.t-systems.com"],
    ["otc", "https://iam.{region_name}.otc.t-systems.com:443/v3", "ims.eu-de.otc.t-systems.com"],
    ["otc-swiss", "https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3", "ims.eu-ch2.sc.otc.t-systems.com"],
    ["huaweicloud", "https://iam.myhuaweicloud.com/v3", "ims.cn-north-4.myhuaweicloud.com"],
    ["huaweicloud", undefined, "ims.cn-north-4.myhuaweicloud.com"],
  ])("%s at %s has its services where the vendor's naming puts them", async (profile, auth_url, expected) => {
    const { cloud, hosts } = open(profile, { auth: { ...keys, ...(auth_url && { auth_url }) } });
    await cloud.imagesNamed("x");
    expect(hosts().at(-1)).toBe(expected);
  });

  test("is not another vendor's, nor another cloud of the same", async () => {
    for (const [profile, auth_url] of [
      ["otc", "https://iam.myhuaweicloud.com/v3"],
      ["huaweicloud", "https://iam.eu-de.otc.t-systems.com/v3"],
      ["otc", "https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3"],
    ] as const) {
      const { cloud, hosts } = open(profile, { auth: { ...keys, auth_url } });
      expect(await refusal(cloud.imagesNamed("x"))).toContain("is not of the vendor's domain");
      expect(hosts().filter((host) => host !== new URL(auth_url).host)).toEqual([]);
    }
  });
});
