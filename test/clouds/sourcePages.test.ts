import { z } from "zod";
import { type Position, sourcePages } from "../../provider/clouds/sources/sourcePages";

const shape = z.object({ id: z.string() });
const ids = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => ({ id: `${from + at}` }));

async function readAll(ask: (at: Position) => { items: readonly unknown[]; total?: number }) {
  const read: string[] = [];
  let calls = 0;
  let unreadable = 0;
  const pages = sourcePages({ shape, read: ({ id }) => id }, async (at) => {
    calls += 1;
    if (calls > 50) throw new Error("it never ends");
    return ask(at);
  });
  for await (const page of pages) {
    read.push(...page.items);
    unreadable += page.unreadable;
  }
  return { count: read.length, distinct: new Set(read).size, calls, unreadable };
}

const all = ids(0, 250);

test.each([
  [
    "by offset, with a total",
    ({ before }: Position) => ({ items: all.slice(before, before + 100), total: 250 }),
    3,
  ],
  ["by offset, without", ({ before }: Position) => ({ items: all.slice(before, before + 100) }), 4],
  [
    "by marker",
    ({ last }: Position) => ({ items: all.slice(last === undefined ? 0 : Number(last) + 1).slice(0, 100) }),
    4,
  ],
  [
    "by the number of the page",
    ({ page }: Position) => ({ items: all.slice((page - 1) * 100, page * 100) }),
    4,
  ],
  [
    "in pages shorter than asked for",
    ({ before }: Position) => ({ items: all.slice(before, before + 30) }),
    10,
  ],
])("a list is read to its end %s", async (_, ask, calls) => {
  expect(await readAll(ask)).toEqual({ count: 250, distinct: 250, calls, unreadable: 0 });
});

test("a cloud that ignores where a page begins is asked once more, and nothing is listed twice", async () => {
  expect(await readAll(() => ({ items: ids(0, 100) }))).toMatchObject({
    count: 100,
    distinct: 100,
    calls: 2,
  });
  expect(await readAll(() => ({ items: ids(0, 100), total: 250 }))).toMatchObject({ count: 100, calls: 2 });
});

test("what moves to a later page while the list is read is listed once", async () => {
  const pages = [ids(0, 3), [{ id: "2" }, ...ids(3, 5)], []];
  const { count, distinct } = await readAll(({ page }) => ({ items: pages[page - 1] ?? [] }));
  expect([count, distinct]).toEqual([5, 5]);
});

test("an entry that lacks what it must have is counted and left out", async () => {
  const items = [{ id: "a" }, { id: 7 }, { name: "x" }, null];
  expect(await readAll(({ before }) => ({ items: before === 0 ? items : [] }))).toMatchObject({
    count: 1,
    unreadable: 3,
  });
});
