import fc from "fast-check";
import { type Answer, APART_MS, decideAbsence, type Next } from "../../../provider/lifecycle/find/absence";
import { everyRowIsNeeded } from "../../rows";

/** An answer that came `tookMs` after its request at `at`. */
const answered = (
  call: Answer["call"],
  says: "there" | "absent" | "foreign",
  at: number,
  tookMs = 100,
): Answer => ({
  call,
  from: at,
  to: at + tookMs,
  there: says === "there",
  wellFormed: says !== "foreign",
  words: `${call} ${says}`,
});
const show = (says: "there" | "absent" | "foreign", at: number) => answered("show", says, at);
const list = (says: "there" | "absent" | "foreign", at: number) => answered("list", says, at);
const endOf = (step: Next) => ("end" in step ? step.end : step.ask);

const listsLag = true;

const stories: readonly (readonly [string, readonly Answer[], string, boolean?])[] = [
  ["nothing was asked yet", [], "show"],
  ["the image is shown", [show("there", 0)], "there"],
  ["one look does not show it", [show("absent", 0)], "list"],
  ["an ingress answers in its place", [show("foreign", 0)], "list"],
  ["two calls do not show it, at the same time", [show("absent", 0), list("absent", 100)], "list"],
  ["… less than five seconds apart", [show("absent", 0), list("absent", 5_099)], "list"],
  ["… five seconds apart", [show("absent", 0), list("absent", 5_100)], "gone"],
  ["a list of before does not show it either", [show("absent", 5_100), list("absent", 0)], "gone"],
  ["… one that is too young", [show("absent", 5_099), list("absent", 0)], "list"],
  ["the list shows it", [show("absent", 0), list("there", 100)], "show"],
  ["… and then the look by its id", [show("absent", 0), list("there", 100), show("there", 5_200)], "there"],
  ["… and it does not", [show("absent", 0), list("there", 100), show("absent", 5_200)], "list"],
  [
    "… and the list goes on showing it",
    [show("absent", 0), list("there", 100), show("absent", 5_200), list("there", 5_300)],
    "unclear",
  ],
  [
    "… and the list shows it no more",
    [show("absent", 0), list("there", 100), show("absent", 5_200), list("absent", 5_300)],
    "gone",
  ],
  ["an ingress is asked once more", [show("foreign", 0), list("absent", 100)], "show"],
  ["… though the list is late enough", [show("foreign", 0), list("absent", 5_200)], "show"],
  ["… and the service answers", [show("foreign", 0), list("absent", 100), show("there", 5_200)], "there"],
  ["… and it answers again", [show("foreign", 0), list("absent", 100), show("foreign", 5_200)], "gone"],
  [
    "an ingress answers every call",
    [show("foreign", 0), list("foreign", 100), show("foreign", 5_200), list("foreign", 5_300)],
    "unclear",
  ],
  ["it answers for the list", [show("absent", 0), list("foreign", 5_100)], "list"],
  ["… and again", [show("absent", 0), list("foreign", 5_100), list("foreign", 10_300)], "gone"],
  [
    "the list lacks it, and shows it",
    [show("absent", 0), list("absent", 5_200), list("there", 5_300)],
    "show",
  ],
  [
    "the list has shown it, and lacks it, at the time of the look",
    [list("there", 0), show("absent", 5_200), list("absent", 5_300)],
    "show",
  ],
  [
    "it was shown, and right after the list it is not",
    [show("there", 0), list("absent", 5_100), show("absent", 5_200)],
    "list",
  ],
  ["lists may lack it yet", [show("absent", 0), list("absent", 5_100)], "show", listsLag],
  [
    "… and a second look by its id does not show it either",
    [show("absent", 0), list("absent", 100), show("absent", 5_200)],
    "gone",
    listsLag,
  ],
];

test.each(stories.map((story) => [story[0], story] as const))("%s", (_, [, answers, then, listsMayLag]) => {
  expect(endOf(decideAbsence(answers, listsMayLag))).toBe(then);
});

everyRowIsNeeded(
  "lifecycle/find/absence.ts",
  stories,
  (table: { next: typeof decideAbsence }, [, answers, then, listsMayLag]) =>
    endOf(table.next(answers, listsMayLag)) === then,
);

const answers = fc.array(
  fc.record({
    call: fc.constantFrom("show" as const, "list" as const),
    says: fc.constantFrom("there" as const, "absent" as const, "foreign" as const),
    afterMs: fc.nat(8_000),
  }),
  { maxLength: 8 },
);

test("whatever the answers are: gone takes two calls five seconds apart, one of them in the service's own words", () => {
  fc.assert(
    fc.property(answers, (told) => {
      let at = 0;
      const all = told.map(({ call, says, afterMs }) => {
        at += afterMs;
        return answered(call, says, at);
      });
      if (endOf(decideAbsence(all)) !== "gone") return;
      const absent = all.filter(({ there }) => !there);
      const [first, last] = [absent[0], absent.at(-1)];
      expect(new Set(absent.map(({ call }) => call)).size).toBe(2);
      expect((last?.from ?? 0) - (first?.to ?? 0)).toBeGreaterThanOrEqual(APART_MS);
      expect(absent.some(({ wellFormed }) => wellFormed)).toBe(true);
      expect(all.findLast(({ call }) => call === "show")?.there).toBe(false);
      expect(all.findLast(({ call }) => call === "list")?.there).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test("whatever a cloud answers, two answers of each call are enough", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("there", "absent", "foreign"), { minLength: 4, maxLength: 4 }),
      (says) => {
        const all: Answer[] = [];
        let now = 0;
        for (const answer of says as ("there" | "absent" | "foreign")[]) {
          const step = decideAbsence(all);
          if ("end" in step) return;
          now = Math.max(now, step.notBefore) + 100;
          all.push(answered(step.ask, answer, now));
        }
        expect(decideAbsence(all)).toHaveProperty("end");
      },
    ),
  );
});
