import type { ServiceError } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { openStage, type Stage } from "./harness/cloud";
import { keptIn } from "./harness/kept";
import { call, startPlugin } from "./harness/plugin";
import { createRequest, deleteRequest, propsOf, readRequest, updateRequest, urn } from "./harness/requests";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ cloudSettings: { exportSeconds: 5 } }); // long enough for what ends within it
});
afterEach(() => stage.close());

async function startCreate() {
  const inputs = { name: "golden", volumeId: stage.volumeId };
  const running = call(stage.plugin, "create", createRequest({ urn: urn(), inputs }));
  const failed: Promise<ServiceError> = running.then(
    () => Promise.reject(new Error("it was made")),
    (error) => error,
  );
  while (stage.cloud.images().length === 0) await new Promise((look) => setTimeout(look, 20));
  return { inputs, failed };
}

test("a cancel ends a running create within seconds: its image is kept, and the next process goes on with it", async () => {
  const { plugin, cloud, engine } = stage;
  const { inputs, failed } = await startCreate();
  const cancelled = Date.now();
  await call(plugin, "cancel", new Empty());
  const error = await failed;
  expect(Date.now() - cancelled).toBeLessThan(2_500);
  expect(cloud.images()).toMatchObject([{ status: expect.stringMatching(/queued|saving/) }]);
  expect(error.details).toContain("the run was cancelled (Ctrl-C)");
  const kept = keptIn(error);
  const [image] = cloud.images();
  expect(kept).toMatchObject({ message: error.details, reasons: [error.details] });
  expect(kept.properties).toMatchObject({ imageId: image?.id, __owner: expect.any(String) });

  await call(plugin, "cancel", new Empty()); // at the end of the run
  expect(plugin.process.exitCode).toBeNull(); // the engine ends it, by a signal
  plugin.process.kill("SIGINT");
  expect(await plugin.ended).toBe(0);

  const settings = { cloud: "otc" };
  const next = await startPlugin({ engine: engine.address, clouds: cloud.credentials, settings });
  try {
    const change = { urn: urn(), id: kept.id, outputs: kept.properties, before: inputs, inputs };
    const done = await call(next, "update", updateRequest(change));
    expect(done.getProperties()?.toJavaScript()).toMatchObject({ imageId: image?.id, status: "active" });
  } finally {
    await next.close();
  }
  expect(cloud.images()).toMatchObject([{ id: image?.id, name: "golden", status: "active" }]);
  expect(cloud.requests().filter(({ route }) => route === "evs.uploadImage")).toHaveLength(1);
});

test("a cancel ends a running delete too, which a `pulumi up` would not go on with: the words name no other command", async () => {
  const slow = await openStage({ cloudSettings: { deleteSeconds: 5 } });
  try {
    const { plugin, cloud } = slow;
    const inputs = { name: "golden", volumeId: slow.volumeId };
    const made = await call(plugin, "create", createRequest({ urn: urn(), inputs }));
    const about = { urn: urn(), id: made.getId(), outputs: propsOf(made.getProperties()), inputs };
    slow.calls();
    const failed = call(plugin, "delete", deleteRequest(about)).then(
      () => Promise.reject(new Error("it was deleted")),
      (error: ServiceError) => error,
    );
    while (!cloud.requests().some(({ method }) => method === "DELETE"))
      await new Promise((look) => setTimeout(look, 20));
    await call(plugin, "cancel", new Empty());
    const { details } = await failed;
    expect(details).toContain("the run was cancelled (Ctrl-C)");
    expect(details).toContain("What to do: run the same command again");
    expect(cloud.images()).toHaveLength(1);
  } finally {
    await slow.close();
  }
});

test("a plugin whose engine was killed ends by itself, and leaves the image to the next run", async () => {
  const { failed } = await startCreate();
  stage.engine.die();
  expect((await failed).details).toContain("the engine that started this update is gone");
  expect(await stage.plugin.ended).toBe(0);
  expect(stage.cloud.images()).toMatchObject([{ name: expect.stringMatching(/^creating-/) }]);
});

test("after a cancel nothing begins", async () => {
  await call(stage.plugin, "cancel", new Empty());
  const inputs = { name: "golden", volumeId: stage.volumeId };
  const create = call(stage.plugin, "create", createRequest({ urn: urn(), inputs }));
  await expect(create).rejects.toMatchObject({ details: expect.stringContaining("was cancelled") });
  const read = call(stage.plugin, "read", readRequest({ urn: urn(), id: "image-1" }));
  await expect(read).rejects.toMatchObject({ details: expect.stringContaining("was cancelled") });
  expect(stage.cloud.images()).toEqual([]);
});
