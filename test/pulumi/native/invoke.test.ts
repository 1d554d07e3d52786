import { openStage, type Stage } from "./harness/cloud";
import { call, startPlugin } from "./harness/plugin";
import { configureRequest, invokeRequest, type Props, propsOf, secret } from "./harness/requests";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  for (const name of ["web-1", "web-2", "db-1"]) stage.cloud.addImage({ profile: "otc", name });
});
afterAll(() => stage.close());

async function invoke(name: string, args: Props) {
  const response = await call(stage.plugin, "invoke", invokeRequest(`cloudimages:index:${name}`, args));
  return {
    found: propsOf(response.getReturn()),
    failures: response.getFailuresList().map((failure) => failure.getReason()),
  };
}

test("getImage finds one image, getImages several", async () => {
  const { found } = await invoke("getImage", { name: "web-1" });
  expect(found).toMatchObject({ name: "web-1", status: "active", imageId: expect.any(String) });
  const several = await invoke("getImages", { namePattern: "web-*" });
  expect((several.found.images as Props[]).map(({ name }) => name).sort()).toEqual(["web-1", "web-2"]);
});

test("what is not found is a failure in words for people, without secrets", async () => {
  const { found, failures } = await invoke("getImage", { name: secret("hunter-two") });
  expect(found).toEqual({});
  expect(failures).toEqual([expect.stringContaining("[secret]")]);
  expect(failures.join()).not.toContain("hunter");
});

test("a wrong argument is one too", async () => {
  const { failures } = await invoke("getImage", { nmae: "web-1" });
  expect(failures).toEqual([expect.stringContaining("nmae")]);
});

test("what is found by a secret is secret, for it repeats it", async () => {
  const { found } = await invoke("getImage", { name: secret("web-1") });
  expect(found).toMatchObject({ name: secret("web-1"), imageId: secret(expect.any(String)) });
  const several = await invoke("getImages", { namePattern: secret("web-*") });
  expect(several.found).toEqual({ images: secret(expect.any(Array)) });
});

test("credentials that are refused are looked for in the settings of the explicit provider, else in the stack's", async () => {
  const { cloud, engine } = stage;
  const { otc } = cloud.credentials as Record<string, { auth: Record<string, string>; region_name: string }>;
  const settings = {
    profile: "otc",
    region: otc?.region_name,
    authUrl: otc?.auth.auth_url,
    userName: "demo",
    password: "forgotten",
    userDomainName: otc?.auth.user_domain_name,
  };
  const refusalAs = async (name: string) => {
    const plugin = await startPlugin({ engine: engine.address });
    await call(plugin, "configure", configureRequest(settings, name));
    const request = invokeRequest("cloudimages:index:getImage", { name: "web-1" });
    const [failure] = (await call(plugin, "invoke", request)).getFailuresList();
    await plugin.close();
    return failure?.getReason();
  };
  expect(await refusalAs("otc-b")).toMatch(/"provider otc-b".*in the settings of the provider "otc-b"/s);
  expect(await refusalAs("default_0_1_0")).toMatch(/in the stack's configuration \(cloudimages:\*\)/);
});
