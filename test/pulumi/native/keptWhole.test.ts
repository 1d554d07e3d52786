import { credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { CreateResponse } from "@pulumi/pulumi/proto/provider_pb";
import { PartialFailureError } from "../../../provider/lifecycle/claim/partialFailureError";
import { create } from "../../../provider/lifecycle/create";
import { pluginService } from "../../../provider/pulumi/native/pluginService";
import { keptIn } from "./harness/kept";
import { configureRequest, createRequest, propsOf, urn } from "./harness/requests";

jest.mock("../../../provider/lifecycle/create");

/** In this process, where a create ends as a test says. */
let server: Server;
let client: ResourceProviderClient;
beforeAll(async () => {
  server = new Server();
  const manifest = { version: "0.0.0" } as Parameters<typeof pluginService>[0];
  server.addService(ResourceProviderService, pluginService(manifest, undefined));
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const settings = configureRequest({ cloud: "otc", owner: "acme/images/dev" });
  await new Promise((resolve) => client.configure(settings, resolve));
});
afterAll(() => {
  client.close();
  server.forceShutdown();
});

/** What the engine gets of a create that ends like this. */
function answerTo(end: () => Promise<unknown>): Promise<CreateResponse | ServiceError> {
  jest.mocked(create).mockImplementation(end as never);
  const request = createRequest({ urn: urn(), inputs: { name: "golden" } });
  return new Promise((resolve) => client.create(request, (error, response) => resolve(error ?? response)));
}

const late = (message: string, properties: Record<string, unknown>) => () =>
  Promise.reject(new PartialFailureError(message, { id: "image-1", properties, cause: null }));
const made = (outs: Record<string, unknown>) => async () => ({ id: "image-1", outs, undo: async () => {} });

const invalid = {
  get size(): number {
    throw new TypeError("no size");
  },
};

test("outputs that cannot be read do not lose the image: it is kept with those that can", async () => {
  const answer = await answerTo(made({ imageId: "image-1", claim: "0123456789ab", invalid }));
  const { id, properties, reasons } = keptIn(answer as ServiceError);
  expect(id).toBe("image-1");
  expect(properties).toMatchObject({
    imageId: "image-1",
    claim: "0123456789ab",
    __owner: expect.any(String),
  });
  expect(properties).not.toHaveProperty("invalid");
  expect(reasons).toEqual([expect.stringMatching(/image image-1: unexpected error \(TypeError: no size\)/)]);
});

test("a kept image of which one output is invalid is kept with the others", async () => {
  const answer = await answerTo(late("late", { imageId: "image-1", invalid }));
  expect(keptIn(answer as ServiceError)).toMatchObject({
    id: "image-1",
    properties: { imageId: "image-1" },
    reasons: ["late"],
  });
});

test("half of an emoji, from a cloud that cut a text off, does not lose the image", async () => {
  const answer = await answerTo(
    made({ imageId: "image-1", sourceName: "web \ud83d", tags: { "\ud83d": "x" } }),
  );
  const outputs = propsOf((answer as CreateResponse).getProperties());
  expect(outputs).toMatchObject({ sourceName: "web \ufffd", tags: { "\ufffd": "x" } });
});

test("nor does one at which a long message is cut off", async () => {
  const message = `${"x".repeat(3_999)}\u{1f600} and more`;
  const answer = await answerTo(late(message, { imageId: "image-1", sourceName: "web \ud83d" }));
  const { id, properties, reasons } = keptIn(answer as ServiceError);
  expect(id).toBe("image-1");
  expect(properties).toMatchObject({ sourceName: "web \ufffd" });
  expect(reasons).toEqual([`${"x".repeat(3_999)}\ufffd…`]);
});
