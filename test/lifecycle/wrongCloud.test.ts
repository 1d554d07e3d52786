import { connect } from "../../provider/clouds/connect";
import { resolveCloud } from "../../provider/clouds/settings";
import { realClock } from "../../provider/http/clock";
import { sameLocation } from "../../provider/lifecycle/find/location";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";

const otherProject = { otc: "eu-de_other", huaweicloud: "cn-north-4_other", openstack: "other" } as const;

describe.each(profiles)("another cloud than the resource's: made on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
    await stack.up(lab.process(), golden());
    lab.forget();
  });
  afterEach(async () => {
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
    expect(stack.recorded?.id).toBe(lab.image().id);
    expect(new Set(lab.wire().map((route) => route.replace(/.*\./, "")))).toEqual(new Set(["createToken"]));
    await lab.close();
  });

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const elsewhere = [
    [
      "another project of the same account",
      () => lab.process({ auth: { project_name: otherProject[profile] } }),
    ],
    ["another cloud", () => lab.process({ entry: profile === "openstack" ? "otc" : "openstack" })],
  ] as const;
  const refusal = {
    message: expect.stringContaining("is not the resource's"),
    hint: expect.stringContaining("OS_CLOUD"),
  };

  describe.each(elsewhere)("%s", (_, process) => {
    test("read refuses, instead of saying that the image is gone", async () => {
      expect(await failureOf(stack.refresh(process()))).toMatchObject(refusal);
    });
    test("update refuses", async () => {
      expect(await failureOf(stack.up(process(), golden({ name: "silver" })))).toMatchObject(refusal);
    });
    test("delete refuses, instead of taking the image for gone", async () => {
      expect(await failureOf(stack.destroy(process()))).toMatchObject(refusal);
    });
  });
});

test.each([
  ["no region of its own", {}, "the environment variable OS_REGION_NAME"],
  ["regions", { regions: ["eu-nl", "eu-de"] }, "the environment variable OS_REGION_NAME"],
  ["a region", { region_name: "eu-nl" }, 'region_name in the entry "c" of clouds.yaml (/app/clouds.yaml)'],
])("another region: for an entry with %s the error says where that was set", async (_, more, where) => {
  const auth = { username: "u", user_domain_name: "D", password: "pw" };
  const clouds = { c: { profile: "otc", ...more, auth } };
  const readFile = (path: string) => (path === "/app/clouds.yaml" ? JSON.stringify({ clouds }) : undefined);
  const env = { OS_CLOUD: "c", OS_REGION_NAME: "eu-nl" };
  const settings = resolveCloud(undefined, { env, stackConfig: {}, home: "/", cwd: "/app", readFile });
  const made = { endpoint: "https://ims.eu-de.otc.t-systems.com", region: "eu-de", projectId: "p" };
  const location = async () => ({ ...made, region: settings.region ?? "" });
  const cloud = { ...connect(settings, realClock), location };
  expect(await failureOf(sameLocation(cloud, made))).toMatchObject({
    message: expect.stringContaining("region is eu-nl, the resource was made in eu-de"),
    hint: expect.stringContaining(`; or its region: set ${where}. `),
  });
});
