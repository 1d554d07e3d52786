import type { Image } from "../../../provider/clouds/image";
import { fits, newestFirst } from "../../../provider/lifecycle/find/matching";

test("an image's time of creation decides which is newer, never that of a change", () => {
  const image = (id: string, createdAt: string, updatedAt: string) => ({ id, createdAt, updatedAt }) as Image;
  const sorted = newestFirst([
    image("a", "2026-01-01T00:00:00Z", "2026-09-01T00:00:00Z"),
    image("b", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z"),
  ]);
  expect(sorted.map(({ id }: Image) => id)).toEqual(["b", "a"]);
});

test.each([
  ["web-*", "web-1", true],
  ["web-*", "my web-1", false],
  ["web-?", "web-12", false],
  ["*", "", true],
  ["v1.0 (x)*", "v1.0 (x) y", true],
  ["v1.0", "v1x0", false],
  ["?", "本", true],
])("the pattern %j and the name %j: %p", (pattern, name, fit) => {
  expect(fits(pattern, name)).toBe(fit);
});
