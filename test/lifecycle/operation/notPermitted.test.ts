import { type Lab, openLab } from "../harness/lab";
import { profiles } from "../harness/routes";
import { failureOf, Stack } from "../harness/stack";

const gateway = { error_code: "APIGW.0302", error_msg: "The IAM user is not authorized", request_id: "r-1" };
const refusals = {
  otc: gateway,
  huaweicloud: gateway,
  openstack: {
    forbidden: { code: 403, message: "Policy doesn't allow volume_extension:volume_actions:upload_image" },
  },
} as const;
const rights = {
  otc: { create: "evs:volumes:uploadImage", remove: "ims:images:delete", change: "ims:images:update" },
  huaweicloud: {
    create: "evs:volumes:uploadImage",
    remove: "ims:images:delete",
    change: "ims:images:update",
  },
  openstack: {
    create: "volume_extension:volume_actions:upload_image, add_image, upload_image",
    remove: "delete_image",
    change: "modify_image, publicize_image",
  },
} as const;

describe.each(profiles)("a user who may not, on %s,", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const refuse = (route: string, body: object = refusals[profile], status = 403) =>
    lab.cloud.addFault({ route, kind: "status", status, body } as never);
  const hintOf = async (operation: Promise<unknown>) =>
    ((await failureOf(operation)) as { hint?: string }).hint;

  test("export a volume learns which right that takes; nothing is kept, and the next up makes the image", async () => {
    refuse(lab.routes.create);
    const error = await failureOf(stack.up(lab.process(), golden()));
    expect(error).toMatchObject({
      name: "PermissionError",
      status: 403,
      hint: `give the user the right to export volumes (${rights[profile].create}), then run \`pulumi up\` again`,
    });
    expect(stack.recorded).toBeUndefined();
    await stack.up(lab.process(), golden());
    expect(lab.creates()).toBe(2);
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });

  test("delete an image learns which right that takes; the image stays in the state", async () => {
    await stack.up(lab.process(), golden());
    refuse(lab.routes.remove);
    expect(await hintOf(stack.destroy(lab.process()))).toBe(
      `give the user the right to delete images (${rights[profile].remove}), then run the same again`,
    );
    expect(stack.recorded?.id).toBe(lab.image().id);
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
  });

  test("change an image learns the names of its own cloud alone", async () => {
    await stack.up(lab.process(), golden());
    refuse(lab.routes.patch);
    const error = await failureOf(stack.up(lab.process(), golden({ description: "new" })));
    expect(error.message).toContain(
      `give the user the right to change images and their tags (${rights[profile].change})`,
    );
  });
});

describe("a refusal that the cloud explains better", () => {
  test("keeps that explanation", async () => {
    const lab = await openLab("otc");
    const body = { error_code: "APIGW.0401", error_msg: "not let in", request_id: "r-1" };
    lab.cloud.addFault({ route: lab.routes.create, kind: "status", status: 403, body });
    const error = await failureOf(new Stack().up(lab.process(), { name: "golden", volumeId: lab.volume.id }));
    expect((error as { hint?: string }).hint).toContain("not let in by the API's access rules");
    await lab.close();
  });
});

describe("what Glance refuses inside Cinder's 400", () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab("openstack");
  });
  afterEach(() => lab.close());
  const refusedBy = async (message: string) => {
    const body = { badRequest: { code: 400, message } };
    lab.cloud.addFault({ route: lab.routes.create, kind: "status", status: 400, body });
    const stack = new Stack();
    const error = await failureOf(stack.up(lab.process(), { name: "golden", volumeId: lab.volume.id }));
    expect([lab.images(), stack.recorded]).toEqual([[], undefined]);
    return error as Error & { hint?: string };
  };
  /** glance/common/exception.py (LimitExceeded), oslo_limit's ProjectOverLimit, glanceclient's HTTPOverLimit. */
  const overLimit = (body: string) =>
    `HTTP 413 Request Entity Too Large: The request returned a 413 Request Entity Too Large. This generally means that rate limiting or a quota threshold was breached.\n\nThe response body:\n${body}`;
  const tooMany =
    "Project b335a33aa26e43e4b6820537893badfb is over a limit for [Resource image_count_total is over limit of 10 due to current usage 10 and delta 1]";

  test("is a quota, quoted in full, and with what makes room", async () => {
    const error = await refusedBy(overLimit(tooMany));
    expect(error).toMatchObject({
      name: "QuotaError",
      hint: expect.stringMatching(/^delete images.*quota$/),
    });
    expect(error.message).toContain(tooMany);
  });

  test("is a quota if Cinder says no more than that", async () => {
    expect(await refusedBy("Image quota exceeded")).toMatchObject({ name: "QuotaError" });
  });

  test("is no quota where the image itself has too many properties: no other image makes room", async () => {
    const error = await refusedBy(
      "HTTP 413 Request Entity Too Large: The limit has been exceeded on the number of allowed image properties. Attempted: 129, Maximum: 128",
    );
    expect(error).toMatchObject({
      name: "InvalidRequestError",
      hint: expect.stringContaining("image_property_quota"),
    });
  });

  test("is a missing right", async () => {
    const error = await refusedBy("HTTP 403 Forbidden: You are not authorized to complete add_image action.");
    expect(error).toMatchObject({
      name: "PermissionError",
      message: expect.stringContaining("not authorized to complete add_image"),
      hint: expect.stringContaining("upload_image, add_image, upload_image"),
    });
  });
});

test("an image that has no room for our tag is reported with Glance's own limit", async () => {
  const lab = await openLab("openstack");
  const stack = new Stack();
  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  await stack.up(lab.process(), golden());
  const message =
    "The limit has been exceeded on the number of allowed image tags. Attempted: 129, Maximum: 128<br /><br />";
  const body = { message, code: "413 Request Entity Too Large", title: "Request Entity Too Large" };
  lab.cloud.addFault({ route: "glance.addTag", kind: "status", status: 413, body });
  const error = await failureOf(stack.up(lab.process(), golden({ tags: { team: "lab" } })));
  expect(error.message).toMatch(/number of allowed image tags.*\nWhat to do: take tags off the image/s);
  await lab.close();
});
