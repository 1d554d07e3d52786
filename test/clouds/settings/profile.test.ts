import {
  cloudSummary,
  endpointPattern,
  profileOf,
  resolveCloud,
  type Sources,
} from "../../../provider/clouds/settings";
import { vendorDomain } from "../../../provider/clouds/settings/profile";

function given(env: Record<string, string>, stackConfig: Record<string, string> = {}): Sources {
  return { env, readFile: () => undefined, home: "/home/ann", cwd: "/srv/app", stackConfig };
}

const login = { OS_USERNAME: "u", OS_PASSWORD: "pw", OS_USER_DOMAIN_NAME: "ACC" };

describe("the profile", () => {
  test.each([
    ["https://iam.eu-de.otc.t-systems.com/v3", "otc"],
    ["https://iam.eu-nl.otc.t-systems.com:443/v3", "otc"],
    ["https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3", "otc-swiss"],
    ["https://iam.cn-north-4.myhuaweicloud.com/v3", "huaweicloud"],
    ["https://iam.myhuaweicloud.com/v3", "huaweicloud"],
    ["https://iam.eu-west-101.myhuaweicloud.eu/v3", "huaweicloud"],
    ["https://iam.{region_name}.otc.t-systems.com/v3", "otc"],
    ["https://keystone.example:5000/v3", "openstack"],
    ["https://otc.t-systems.com.evil.example/v3", "openstack"],
    ["https://iam.sc.otc.t-systems.com/v3", "otc-swiss"],
    ["not a url", "openstack"],
  ])("is guessed from the host of %s: %s", (url, expected) => {
    expect(profileOf(undefined, given({ OS_AUTH_URL: url }))).toBe(expected);
  });

  test("set by OS_PROFILE or stack configuration, is not guessed", () => {
    const env = { OS_AUTH_URL: "https://iam.internal.example/v3", OS_PROFILE: "otc" };
    expect(profileOf(undefined, given(env))).toBe("otc");
    expect(profileOf(undefined, given(env, { profile: "huaweicloud" }))).toBe("huaweicloud");
  });

  test("of a vendor that only openstacksdk knows is openstack where an address is given", () => {
    const env = { OS_PROFILE: "vexxhost", OS_AUTH_URL: "https://auth.vexxhost.example/v3" };
    expect(profileOf(undefined, given(env))).toBe("openstack");
    expect(() => profileOf(undefined, given({ OS_PROFILE: "vexxhost" }))).toThrow(
      "The cloud of the environment (OS_*) has a profile that is not known (environment OS_PROFILE) and no auth_url. Known: otc, otc-swiss, huaweicloud, openstack, zstack.",
    );
  });

  test("of HW_* is huaweicloud, whatever the address", () => {
    expect(
      profileOf(undefined, given({ HW_ACCESS_KEY: "ak", HW_AUTH_URL: "https://iam.hcso.example/v3" })),
    ).toBe("huaweicloud");
  });
});

describe("what the profile implies", () => {
  test.each([
    [{ OS_PROFILE: "otc" }, "https://iam.eu-de.otc.t-systems.com/v3", "eu-de"],
    [{ OS_PROFILE: "otc", OS_REGION_NAME: "eu-nl" }, "https://iam.eu-nl.otc.t-systems.com/v3", "eu-nl"],
    [{ OS_PROFILE: "otc-swiss" }, "https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3", "eu-ch2"],
    [
      { OS_PROFILE: "huaweicloud", OS_REGION_NAME: "ap-southeast-3" },
      "https://iam.ap-southeast-3.myhuaweicloud.com/v3",
      "ap-southeast-3",
    ],
    [
      { OS_PROFILE: "huaweicloud", OS_REGION_NAME: "eu-west-101" },
      "https://iam.eu-west-101.myhuaweicloud.eu/v3",
      "eu-west-101",
    ],
    [
      { OS_AUTH_URL: "https://iam.eu-nl.otc.t-systems.com/v3" },
      "https://iam.eu-nl.otc.t-systems.com/v3",
      "eu-nl",
    ],
    [
      { OS_AUTH_URL: "https://iam.{region_name}.otc.t-systems.com/v3", OS_REGION_NAME: "eu-nl" },
      "https://iam.eu-nl.otc.t-systems.com/v3",
      "eu-nl",
    ],
  ])("%j: address, region and the region's own project", (env, authUrl, region) => {
    expect(resolveCloud(undefined, given({ ...login, ...env }))).toMatchObject({
      authUrl,
      region,
      projectName: region,
    });
  });

  test.each([
    ["otc", "eu-nl_x", "eu-nl"],
    ["otc", "eu-nl", "eu-nl"],
    ["otc", "eu-de_a_b", "eu-de"],
    ["otc", "images", "eu-de"],
    ["otc-swiss", "eu-ch2_x", "eu-ch2"],
    ["huaweicloud", "cn-north-4_web", "cn-north-4"],
    ["huaweicloud", "ap-southeast-3", "ap-southeast-3"],
    ["huaweicloud", "eu-west-101_x", "eu-west-101"],
  ])("%s, project %s: the region that the project's name begins with is %s", (profile, project, region) => {
    const env = { ...login, OS_PROFILE: profile, OS_PROJECT_NAME: project };
    const settings = resolveCloud(undefined, given(env));
    expect(settings).toMatchObject({ region, projectName: project });
    expect(settings.authUrl).toContain(`.${region}.`);
    expect(cloudSummary(undefined, given(env)).region).toBe(region);
  });

  test("the project's name takes precedence over the host of auth_url, and an agency's project over our own", () => {
    const auth = { ...login, OS_AUTH_URL: "https://iam.eu-de.otc.t-systems.com/v3" };
    expect(resolveCloud(undefined, given({ ...auth, OS_PROJECT_NAME: "eu-nl_x" })).region).toBe("eu-nl");
    const agency = { OS_AGENCY_NAME: "a", OS_AGENCY_DOMAIN_NAME: "b", OS_DELEGATED_PROJECT: "eu-nl_y" };
    expect(resolveCloud(undefined, given({ ...auth, ...agency, OS_PROJECT_NAME: "eu-de_x" })).region).toBe(
      "eu-nl",
    );
  });

  test("a region that contradicts the project's name is refused; a project's id implies no region", () => {
    const env = { ...login, OS_PROFILE: "otc", OS_PROJECT_NAME: "eu-nl_x", OS_REGION_NAME: "eu-de" };
    expect(() => resolveCloud(undefined, given(env))).toThrow(
      'The cloud of the environment (OS_*) contradicts itself: the region is eu-de (environment OS_REGION_NAME), but the project "eu-nl_x" (environment OS_PROJECT_NAME) is one of the region eu-nl. Correct one of the two.',
    );
    expect(resolveCloud(undefined, given({ ...env, OS_PROJECT_ID: "0123" })).region).toBe("eu-de");
    const openstack = { ...env, OS_PROFILE: "openstack", OS_AUTH_URL: "https://k.example" };
    expect(resolveCloud(undefined, given(openstack)).region).toBe("eu-de");
  });

  test("is recorded as such", () => {
    expect(resolveCloud(undefined, given({ ...login, OS_PROFILE: "otc" })).sources).toEqual({
      profile: "environment OS_PROFILE",
      authUrl: "default of the profile otc",
      region: "default of the profile otc",
      cloudDomain: "default of the profile otc",
      projectName: "default: the project of the region",
      projectDomainName: "environment OS_USER_DOMAIN_NAME",
      userName: "environment OS_USERNAME",
      userDomainName: "environment OS_USER_DOMAIN_NAME",
      password: "environment OS_PASSWORD",
    });
  });

  test("a project that is given is kept", () => {
    const env = { ...login, OS_PROFILE: "otc", OS_PROJECT_ID: "0123" };
    expect(resolveCloud(undefined, given(env))).not.toHaveProperty("projectName");
  });

  test("for Huawei Cloud without a region the error says where to set it", () => {
    expect(() =>
      resolveCloud(undefined, given({ HW_USER_NAME: "u", HW_USER_PASSWORD: "pw", HW_DOMAIN_NAME: "A" })),
    ).toThrow(
      "The cloud of the environment (HW_*) lacks a region (set the environment variable HW_REGION_NAME).",
    );
  });

  test("an OpenStack has no default address", () => {
    expect(() => resolveCloud(undefined, given(login))).toThrow(
      "lacks the address of the identity service (set the environment variable OS_AUTH_URL)",
    );
  });

  test("HW_CLOUD sets the domain of all addresses", () => {
    const env = {
      HW_CLOUD: "hcso.example",
      HW_REGION_NAME: "r1",
      HW_USER_NAME: "u",
      HW_USER_PASSWORD: "pw",
      HW_DOMAIN_NAME: "A",
      HW_INSECURE: "true",
      HW_ASSUME_ROLE_AGENCY_NAME: "agency",
      HW_ASSUME_ROLE_DOMAIN_ID: "d1",
    };
    const settings = resolveCloud(undefined, given(env));
    expect(settings).toMatchObject({
      authUrl: "https://iam.r1.hcso.example/v3",
      cloudDomain: "hcso.example",
      projectName: "r1",
      userDomainName: "A",
      verify: false,
      agency: { name: "agency", domainId: "d1" },
    });
    expect(endpointPattern("huaweicloud", "image", "r1", settings)).toBe("https://ims.r1.hcso.example");
  });
});

describe("addresses by the vendor's pattern", () => {
  test.each([
    ["otc", "image", "eu-de", "https://ims.eu-de.otc.t-systems.com"],
    ["otc", "volume", "eu-nl", "https://evs.eu-nl.otc.t-systems.com"],
    ["otc-swiss", "image", "eu-ch2", "https://ims.eu-ch2.sc.otc.t-systems.com"],
    ["otc-swiss", "identity", "eu-ch2", "https://iam-pub.eu-ch2.sc.otc.t-systems.com"],
    ["huaweicloud", "volume", "cn-north-4", "https://evs.cn-north-4.myhuaweicloud.com"],
    ["otc", "compute", "eu-de", "https://ecs.eu-de.otc.t-systems.com"],
    ["otc", "backup", "eu-de", "https://cbr.eu-de.otc.t-systems.com"],
    ["otc", "serverBackup", "eu-de", "https://csbs.eu-de.otc.t-systems.com"],
    ["otc-swiss", "object", "eu-ch2", "https://obs.eu-ch2.sc.otc.t-systems.com"],
    ["huaweicloud", "image", "eu-west-101", "https://ims.eu-west-101.myhuaweicloud.eu"],
    ["openstack", "image", "RegionOne", undefined],
    ["zstack", "image", "", undefined],
  ] as const)("%s %s in %s", (profile, service, region, expected) => {
    const cloudDomain = vendorDomain(profile, region);
    expect(endpointPattern(profile, service, region, cloudDomain === undefined ? {} : { cloudDomain })).toBe(
      expected,
    );
    expect(endpointPattern(profile, service, region, {})).toBeUndefined();
  });
});
