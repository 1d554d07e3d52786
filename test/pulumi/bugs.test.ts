import { PartialFailureError } from "../../provider/lifecycle/claim/partialFailureError";
import { create } from "../../provider/lifecycle/create";
import { dynamicProvider } from "../../provider/pulumi/dynamic/provider/dynamicProvider";
import { volumeImage } from "../../provider/resources/volumeImage";

jest.mock("../../provider/lifecycle/create");

const inputs = { __provider: "literal", __urn: "urn:pulumi:dev::web::t::golden", name: "golden" };

/** The error that the engine gets of a create that ends like this. */
async function reportOf(end: () => Promise<unknown>): Promise<Record<string, unknown>> {
  jest.mocked(create).mockImplementation(end as never);
  return dynamicProvider(volumeImage)
    .create(inputs)
    .then(
      () => Promise.reject(new Error("expected a failure")),
      (error) => error,
    );
}

const invalid = {
  get size(): number {
    throw new TypeError("no size");
  },
};

it("outputs that cannot be read do not lose the image: it is kept with those that can", async () => {
  const outs = { imageId: "image-1", claim: "0123456789ab", invalid };
  const report = await reportOf(async () => ({ id: "image-1", outs, undo: async () => {} }));
  expect(report).toMatchObject({
    id: "image-1",
    properties: { imageId: "image-1", claim: "0123456789ab", __provider: "literal" },
    reasons: [expect.stringMatching(/image image-1: unexpected error \(TypeError: no size\).*report/s)],
    stack: "",
  });
  expect(report.properties).not.toHaveProperty("odd");
});

it("a kept image of which one output is invalid is kept with the others", async () => {
  const properties = { imageId: "image-1", invalid };
  const report = await reportOf(() =>
    Promise.reject(new PartialFailureError("late", { id: "image-1", properties, cause: null })),
  );
  expect(report).toMatchObject({ id: "image-1", properties: { imageId: "image-1" }, reasons: ["late"] });
});
