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
  return propsOf(response.getReturn());
}

/** What the engine gets of a look-up that fails: the failed call, because SDKs print empty brackets behind a failure in the answer. */
async function refusal(name: string, args: Props): Promise<string> {
  const request = invokeRequest(`cloudimages:index:${name}`, args);
  return call(stage.plugin, "invoke", request).then(
    () => "no refusal",
    (error) => error.details,
  );
}

test("getImage finds one image, getImages several", async () => {
  expect(await invoke("getImage", { name: "web-1" })).toMatchObject({
    name: "web-1",
    status: "active",
    imageId: expect.any(String),
  });
  const several = await invoke("getImages", { namePattern: "web-*" });
  expect((several.images as Props[]).map(({ name }) => name).sort()).toEqual(["web-1", "web-2"]);
});

test("what is not found is an error in words for people, without secrets and without a stack trace", async () => {
  const refused = await refusal("getImage", { name: secret("hunter-two") });
  expect(refused).toMatch(/^cloud "otc" has no usable image with .*\[secret\].*\nWhat to do: [^\n]+$/);
  expect(refused).not.toContain("hunter");
});

test("a wrong argument is one too", async () => {
  expect(await refusal("getImage", { nmae: "web-1" })).toMatch(/^nmae: [^\n]+$/);
});

test("what is found by a secret is secret, for it repeats it", async () => {
  const found = await invoke("getImage", { name: secret("web-1") });
  expect(found).toMatchObject({ name: secret("web-1"), imageId: secret(expect.any(String)) });
  const several = await invoke("getImages", { namePattern: secret("web-*") });
  expect(several).toEqual({ images: secret(expect.any(Array)) });
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
    const refused = await call(plugin, "invoke", request).catch((error) => error.details);
    await plugin.close();
    return refused;
  };
  expect(await refusalAs("otc-b")).toMatch(/"provider otc-b".*in the settings of the provider "otc-b"/s);
  expect(await refusalAs("default_0_1_0")).toMatch(/in the stack's configuration \(cloudimages:\*\)/);
});
