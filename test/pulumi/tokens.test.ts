import { dynamicToken, isOurs, kindOf, kinds, nativeToken, urnForMark } from "../../provider/pulumi/tokens";

it.each(kinds)("a %s is known by the token of either form", (kind) => {
  expect(kindOf(`pulumi-nodejs:dynamic/cloudimages:${kind}`)).toBe(kind);
  expect(kindOf(`cloudimages:index:${kind}`)).toBe(kind);
  expect([dynamicToken(kind), nativeToken(kind)].map(isOurs)).toEqual([true, true]);
});

it("what only looks like one of ours is nobody's kind", () => {
  for (const token of [
    "pulumi-nodejs:dynamic:Resource",
    "pulumi-nodejs:dynamic/other:VolumeImage",
    "pulumi:providers:cloudimages",
    "othercloudimages:index:VolumeImage",
    "cloudimages",
    "toString",
  ])
    expect([kindOf(token), isOurs(token)]).toEqual([undefined, false]);
});

it("a kind that only a later release has is ours, although nothing more is known of it", () => {
  for (const token of [dynamicToken("IsoImage"), nativeToken("IsoImage")])
    expect([kindOf(token), isOurs(token)]).toEqual([undefined, true]);
});

it("both forms make marks from the same URN, whatever the parents and the name", () => {
  const urn = (types: string) => `urn:pulumi:dev::shop::${types}::cloudimages:index:VolumeImage::x`;
  const [dynamic, native] = [dynamicToken("VolumeImage"), nativeToken("VolumeImage")];
  expect(urnForMark(urn(native))).toBe(urn(dynamic));
  expect(urnForMark(urn(dynamic))).toBe(urn(dynamic));
  expect(urnForMark(urn(`my:infra:Images$${native}`))).toBe(urn(`my:infra:Images$${dynamic}`));
  expect(urnForMark(urn(`${native}$${native}`))).toBe(urn(`${dynamic}$${dynamic}`));
  expect(urnForMark("")).toBe("");
});
