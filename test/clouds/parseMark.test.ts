import fc from "fast-check";
import {
  isClaim,
  isMarker,
  type ParsedMark,
  parseMark,
  tagValue,
  temporaryName,
} from "../../provider/clouds/parseMark";
import { deriveMarker, deriveOwner, newClaim } from "../../provider/lifecycle/marks/marker";

const text = fc.string();
const owners = fc
  .record({ organization: text, project: text, stack: text, salt: text })
  .map((stack) => deriveOwner(stack));
const markers = fc
  .tuple(owners, text, fc.dictionary(text, fc.jsonValue({ maxDepth: 1 })))
  .map(([owner, urn, replacing]) => ({ owner, marker: deriveMarker(owner, urn, replacing) }));
const claims = fc.constant(undefined).map(newClaim);

it("what a create writes is taken apart again: the marker as a tag and as a temporary name", () => {
  fc.assert(
    fc.property(markers, ({ owner, marker }) => {
      const parts = { marker, owner, hash: marker.slice(9), claim: undefined };
      expect(parseMark(marker)).toEqual({ ...parts, isTemporaryName: false } satisfies ParsedMark);
      expect(parseMark(temporaryName(marker))).toEqual({ ...parts, isTemporaryName: true });
      expect([marker, temporaryName(marker)].map(isMarker)).toEqual([true, false]);
    }),
  );
});

it("what a take-over writes is taken apart again: the marker with the claim", () => {
  fc.assert(
    fc.property(markers, claims, ({ owner, marker }, claim) => {
      const parts = { marker, owner, hash: marker.slice(9), claim, isTemporaryName: false };
      expect(parseMark(tagValue(marker, claim))).toEqual(parts);
      expect([claim, marker].map(isClaim)).toEqual([true, false]);
      expect(isMarker(tagValue(marker, claim))).toBe(false);
    }),
  );
});

it("the forms are as they stand on users' images", () => {
  const marker = "0a1b2c3d-00112233445566778899";
  expect(temporaryName(marker)).toBe("creating-0a1b2c3d-00112233445566778899");
  expect(tagValue(marker, "aaaabbbbcccc")).toBe("0a1b2c3d-00112233445566778899-aaaabbbbcccc");
});

it("a mark with one character too many, too few or another is somebody's own text", () => {
  const written = fc
    .tuple(markers, claims)
    .chain(([{ marker }, claim]) => fc.constantFrom(marker, temporaryName(marker), tagValue(marker, claim)));
  const foreign = fc.constantFrom("g", "A", "_", " ", "\n", "é");
  fc.assert(
    fc.property(written, fc.nat(60), foreign, (mark, where, character) => {
      const at = where % mark.length;
      const [before, after] = [mark.slice(0, at), mark.slice(at + 1)];
      const others = [
        `${before}${character}${after}`,
        `${before}${character}${mark.slice(at)}`,
        before + after,
      ];
      for (const other of [...others, `${mark}${character}`, `${mark}0`])
        expect([other, parseMark(other)]).toEqual([other, undefined]);
    }),
  );
});

it("an image's id is no mark, and neither is a temporary name with a claim", () => {
  const marker = "0a1b2c3d-00112233445566778899";
  const claimed = `${temporaryName(marker)}-aaaabbbbcccc`;
  const others = ["", "golden", "by-hand", "creating-", "creating-golden", claimed, ` ${marker}`];
  expect(others.map(parseMark)).toEqual(others.map(() => undefined));
  fc.assert(fc.property(fc.uuid(), (id) => parseMark(id) === undefined && !isClaim(id)));
  fc.assert(fc.property(text, (any) => parseMark(any) === undefined));
});
