import { connect, transportTo } from "../../provider/clouds/connect";
import { hostHint, resolveCloud } from "../../provider/clouds/settings";
import { realClock } from "../../provider/http/clock";
import { explain } from "../../provider/http/errors";

const user = {
  OS_USERNAME: "ann",
  OS_PASSWORD: "x",
  OS_USER_DOMAIN_NAME: "Default",
  OS_PROJECT_NAME: "eu-xx_lab",
};
const otc = { ...user, OS_PROFILE: "otc" };
const openstack = { ...user, OS_PROFILE: "openstack", OS_AUTH_URL: "https://keystone.one.invalid:5000/v3" };
const keys = { OS_PROFILE: "otc", OS_ACCESS_KEY: "AK", OS_SECRET_KEY: "x" };

function settingsOf(env: Record<string, string>) {
  return resolveCloud(undefined, { env, stackConfig: {}, home: "/", cwd: "/", readFile: () => undefined });
}

/** What is to be done about a host of the cloud. */
const about = (url: string, env: Record<string, string>) => hostHint(new URL(url), settingsOf(env));

describe("a host that does not exist", () => {
  test("and was made from the region names the region, and where it was set", () => {
    const env = { ...otc, OS_REGION_NAME: "eu-xx" };
    expect(about("https://iam.eu-xx.otc.t-systems.com/v3/auth/tokens", env)).toBe(
      'the name is made from the region "eu-xx" (environment OS_REGION_NAME), which is none of the known ones (eu-de, eu-nl): correct the region, set the environment variable OS_REGION_NAME',
    );
  });

  test("and was made from a misspelt region names the one that is meant", () => {
    const of = (region: string) =>
      about(`https://iam.${region}.otc.t-systems.com/v3/auth/tokens`, { ...keys, OS_REGION_NAME: region });
    expect(of("eu-dee")).toContain(
      "which is none of the known ones (eu-de, eu-nl): did you mean eu-de? Correct it, set the environment variable OS_REGION_NAME",
    );
    expect(of("eu-de")).toBe(
      'the name is made from the region "eu-de" (environment OS_REGION_NAME): correct the region, set the environment variable OS_REGION_NAME',
    );
    const huawei = { ...keys, OS_PROFILE: "huaweicloud", OS_REGION_NAME: "cn-nort-4" };
    expect(about("https://iam.cn-nort-4.myhuaweicloud.com/v3/auth/tokens", huawei)).toContain(
      "did you mean cn-north-4?",
    );
    const own = {
      ...keys,
      OS_REGION_NAME: "eu-dee",
      OS_CLOUD_DOMAIN: "cloud.invalid",
      OS_AUTH_URL: "https://iam.cloud.invalid/v3",
    };
    expect(about("https://ims.eu-dee.cloud.invalid/v2/images", own)).not.toContain("known ones"); // not the vendor's
  });

  test("and was made from the region that the project's name begins with", () => {
    expect(about("https://iam.eu-xx.otc.t-systems.com/v3/auth/tokens", otc)).toContain(
      'from the region "eu-xx" (the project\'s name (environment OS_PROJECT_NAME))',
    );
  });

  test.each(["ims", "evs", "obs", "bucket.obs"])("of a service by the vendor's naming: %s", (label) => {
    const env = { ...keys, OS_REGION_NAME: "eu-xx" };
    expect(about(`https://${label}.eu-xx.otc.t-systems.com/v2/images`, env)).toContain(
      'made from the region "eu-xx"',
    );
  });

  test("and was written with {region_name} names both", () => {
    const env = {
      ...openstack,
      OS_AUTH_URL: "https://keystone.{region_name}.invalid/v3",
      OS_REGION_NAME: "one",
    };
    expect(about("https://keystone.one.invalid/v3/auth/tokens", env)).toBe(
      'correct the address, set the environment variable OS_AUTH_URL; or the region in it ("one"), set the environment variable OS_REGION_NAME',
    );
  });

  test("and was written as it is names its setting alone", () => {
    expect(
      about("https://keystone.one.invalid:5000/v3/auth/tokens", { ...openstack, OS_REGION_NAME: "two" }),
    ).toBe("correct the address, set the environment variable OS_AUTH_URL");
    const env = { ...openstack, OS_IMAGE_ENDPOINT_OVERRIDE: "https://glance.invalid/v2" };
    expect(about("https://glance.invalid/v2/images", env)).toContain("OS_IMAGE_ENDPOINT_OVERRIDE");
  });

  test("and is of the catalogue names the interface", () => {
    expect(about("https://glance.inner.invalid/v2/images", openstack)).toContain(
      "the cloud's own catalogue names glance.inner.invalid: this machine may have to ask another kind of address, set the environment variable OS_INTERFACE",
    );
  });

  test("is reported at the login", async () => {
    const error = await connect(settingsOf(openstack), realClock)
      .location()
      .catch((thrown: unknown) => thrown);
    expect(explain(error)).toBe(
      "POST keystone.one.invalid:5000: the host name does not exist (ENOTFOUND)\nWhat to do: correct the address, set the environment variable OS_AUTH_URL; if it is right, this machine cannot look it up: check its DNS, and whether it needs a proxy (HTTPS_PROXY)",
    );
  }, 30_000);
});

test("a port at which nothing listens names the setting, and the proxy that may be missing", async () => {
  const transport = transportTo(settingsOf({ ...openstack, OS_AUTH_URL: "http://127.0.0.1:1/v3" }));
  const sent = transport.send({ method: "GET", url: new URL("http://127.0.0.1:1/v3"), headers: {} });
  const words = explain(await sent.catch((thrown: unknown) => thrown));
  expect(words).toContain("nothing listens there (ECONNREFUSED)");
  expect(words).toContain(
    "set the environment variable OS_AUTH_URL; if it is right, this machine does not reach it",
  );
  await transport.close();
});
