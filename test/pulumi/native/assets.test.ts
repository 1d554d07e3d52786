import { openStage, type Stage } from "./harness/cloud";
import { call } from "./harness/plugin";
import { checkRequest, secret, urn } from "./harness/requests";

/** As the engine sends `fn::stringAsset` and its like (sdk/go/common/resource/asset). */
const asset = {
  "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
  hash: "9b1d1a1f",
  text: "hello",
  path: "",
  uri: "",
};

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test.each([
  ["triggers", asset],
  ["triggers", secret(asset)],
  ["tags", asset],
  ["description", asset],
])("a file given for %s is refused once: its content is not compared", async (property, value) => {
  const news = { name: "golden", volumeId: stage.volumeId, [property]: value };
  const response = await call(stage.plugin, "check", checkRequest({ urn: urn(), news }));
  const failures = response.getFailuresList().map((failure) => failure.getReason());
  expect(failures).toEqual([expect.stringContaining("give the file's text, or a hash of it")]);
});
