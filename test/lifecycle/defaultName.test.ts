import { check } from "../../provider/lifecycle/check";
import { volumeImage } from "../../provider/resources/volumeImage";
import { type Lab, openLab } from "./harness/lab";

let lab: Lab;
beforeEach(async () => {
  lab = await openLab("openstack");
});
afterEach(() => lab.close());

const urn = (name: string) => `urn:pulumi:dev::shop::my:infra:Images$cloudimages:index:VolumeImage::${name}`;
const checked = (args: object, resource = urn("golden")) =>
  check(volumeImage, { volumeId: lab.volume.id, ...args }, { urn: resource }, lab.process());

test.each([
  [{}, urn("golden"), "golden"],
  [{ name: null }, urn("ns::golden"), "ns::golden"],
  [{ name: "other" }, urn("golden"), "other"],
])("an image to which %j gives no name bears that of its resource", (args, resource, name) => {
  expect(checked(args, resource)).toEqual({ inputs: { volumeId: lab.volume.id, name }, failures: [] });
});

test("a name that breaks a rule is told, also where it is the resource's", () => {
  const long = "x".repeat(300);
  expect(checked({}, urn(long)).failures).toEqual([expect.objectContaining({ property: "name" })]);
});

test.each(["", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"])(
  "a resource whose URN is not known yet (%j) has to wait for its name",
  (unknown) => {
    expect(checked({}, unknown)).toEqual({
      inputs: { volumeId: lab.volume.id },
      failures: [{ property: "name", reason: "this argument is required" }],
    });
  },
);
