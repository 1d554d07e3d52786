import type { Image } from "../../../provider/clouds/image";
import { sameMark } from "../../../provider/lifecycle/marks/sameMark";

describe("an image resembles the one that a create makes", () => {
  const marker = "0123abcd-00112233445566778899";
  const ours = (tag: string, more: Partial<Image> = {}) =>
    sameMark({ name: "golden", phase: "active", ...more, tags: { "pulumi-cloud-images": tag } }, marker);

  test("when it is finished and claimed, also when it was deactivated since", () => {
    expect(ours(`${marker}-aaaaaaaaaaaa`)).toBe("same resource");
    expect(ours(`${marker}-aaaaaaaaaaaa`, { phase: "deactivated" })).toBe("same resource");
  });

  test("not while it is unfinished, unclaimed or failed: then it is gone on with, or of no use", () => {
    expect(ours(marker)).toBeUndefined();
    expect(ours(`${marker}-aaaaaaaaaaaa`, { phase: "pending" })).toBeUndefined();
    expect(ours(`${marker}-aaaaaaaaaaaa`, { phase: "failed" })).toBeUndefined();
  });

  test("under another owner in whatever state it can still be used", () => {
    const theirs = "ffffffff-00112233445566778899";
    expect(ours(`${theirs}-aaaaaaaaaaaa`)).toBe("of another owner");
    expect(ours("", { name: `creating-${theirs}`, phase: "pending" })).toBe("of another owner");
    expect(ours(theirs, { phase: "failed" })).toBeUndefined();
    expect(ours("ffffffff-99112233445566778800-aaaaaaaaaaaa")).toBeUndefined();
  });
});
