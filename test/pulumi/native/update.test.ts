import { UNKNOWN } from "../../../provider/lifecycle/state/unknowns";
import { openStage, type Stage } from "./harness/cloud";
import { call } from "./harness/plugin";
import {
  createRequest,
  deleteRequest,
  type Props,
  propsOf,
  secret,
  updateRequest,
  urn,
} from "./harness/requests";

let stage: Stage;
let id: string;
let outputs: Props;
let before: Props;
beforeAll(async () => {
  stage = await openStage();
  before = {
    name: "golden",
    volumeId: stage.volumeId,
    tags: { team: "blue", key: secret("k") },
    description: "old",
  };
  const made = await call(stage.plugin, "create", createRequest({ urn: urn(), inputs: before }));
  id = made.getId();
  outputs = propsOf(made.getProperties());
  stage.calls();
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.engine.told.length = 0;
});

const plainOf = ({ tags: _, ...rest }: Props) => rest;

async function update(inputs: Props, { preview = false, of = outputs } = {}) {
  const change = { urn: urn(), id, outputs: of, before, inputs };
  return propsOf((await call(stage.plugin, "update", updateRequest(change, preview))).getProperties());
}

test("an update changes in place, and its preview knows what stays and what is set, and sends nothing", async () => {
  const { description: _, ...kept } = before;
  const inputs = { ...kept, name: "new", tags: { team: "red", key: secret("k2") } };
  const preview = await update(inputs, { preview: true });
  expect(stage.calls()).toEqual([]);
  expect(preview).toMatchObject({
    imageId: id,
    status: "active",
    name: "new",
    tags: secret({ team: "red", key: "k2" }),
    description: UNKNOWN,
  });

  const updated = await update(inputs);
  expect(stage.cloud.images()).toMatchObject([
    { id, name: "new", tags: expect.arrayContaining(["team=red", "key=k2"]) },
  ]);
  const { __args: _args, description: _description, ...known } = preview;
  expect(updated).toMatchObject({ ...known, updatedAt: expect.any(String) });
  expect(updated).toMatchObject({
    description: "",
    __args: secret(expect.objectContaining(plainOf(inputs))),
  });
  expect(stage.calls()).not.toContain("evs.uploadImage");
  [outputs, before] = [updated, inputs];
});

test("a state of the dynamic form goes on with its image: its owner stays, its code goes", async () => {
  const { __owner: owner } = outputs;
  const dynamic = { ...outputs, __provider: "code", __timeouts: { create: "5m" } };
  const updated = await update({ ...before, description: "new" }, { of: dynamic });
  expect(updated).toMatchObject({ imageId: id, description: "new", __owner: owner });
  expect(updated).not.toHaveProperty("__provider");
  [outputs, before] = [updated, { ...before, description: "new" }];
  expect(stage.cloud.images()).toHaveLength(1);
});

test("an update that the cloud refuses says so without secrets and without a stack trace", async () => {
  const body = { error: { code: "IMG.0018", message: "k2-hunter is not allowed" } };
  stage.cloud.addFault({ route: "ims.tagAction", times: 9, kind: "status", status: 400, body });
  const refused = await update({ ...before, tags: { key: secret("k2-hunter") } }).catch((error) => error);
  stage.cloud.clearFaults();
  expect(refused.details).toContain("IMG.0018");
  expect(refused.details).not.toContain("hunter");
  expect(refused.details).not.toMatch(/\n\s+at /);
});

test("a delete leaves an image that another resource has claimed, and never looks in another cloud", async () => {
  const [image] = stage.cloud.images();
  const claimed = image?.tags.map((tag) => tag.replace(/[0-9a-f]{12}$/, "0123456789ab"));
  stage.cloud.patchImage(id, { tags: claimed });
  await call(stage.plugin, "delete", deleteRequest({ urn: urn(), id, outputs, inputs: before }));
  expect(stage.cloud.images()).toMatchObject([{ id, tags: claimed }]);
  stage.cloud.patchImage(id, { tags: image?.tags ?? [] });
  while (stage.engine.told.length === 0) await new Promise((look) => setTimeout(look, 10));
  expect(stage.engine.told).toEqual([["WARNING", urn(), expect.stringContaining("is not deleted")]]);

  const elsewhere = { ...outputs, projectId: "another", endpoint: "https://ims.example.org" };
  const refused = call(
    stage.plugin,
    "delete",
    deleteRequest({ urn: urn(), id, outputs: elsewhere, inputs: before }),
  );
  await expect(refused).rejects.toMatchObject({ details: expect.stringContaining("is not the resource's") });
});

test("a delete deletes its own image, and one that is gone is no error", async () => {
  const request = () =>
    call(stage.plugin, "delete", deleteRequest({ urn: urn(), id, outputs, inputs: before }));
  await request();
  expect(stage.cloud.images()).toEqual([]);
  await request();
});
