import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sentCreatesIn } from "../../../provider/pulumi/process/sentCreatesIn";

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

describe("a note of a create that was sent", () => {
  let folder: string;
  let [wall, up] = [0, 0];
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), "sent-")), "cloud-images", "sent");
    [wall, up] = [Date.UTC(2026, 10, 21, 9), 7 * day];
  });
  afterEach(() => rmSync(join(folder, "..", ".."), { recursive: true }));
  const notes = () => sentCreatesIn(folder, { now: () => wall, up: () => up });
  const passes = (ms: number) => {
    wall += ms;
    up += ms;
  };
  /** The age of the note as this process sees it. */
  const ageOf = (marker: string) => wall - (notes().sentAt(marker) ?? Number.NaN);

  test("is as old as it is, and gone when it is forgotten", () => {
    notes().note("a", wall);
    passes(3 * minute);
    expect(ageOf("a")).toBe(3 * minute);
    expect(notes().sentAt("b")).toBeUndefined();
    notes().forget("a");
    expect(notes().sentAt("a")).toBeUndefined();
  });

  test.each([
    ["set back by 20 minutes", -20 * minute],
    ["set back by a year", -365 * day],
    ["set forward by an hour", hour],
    ["set forward by a year", 365 * day],
  ])("is no older and no younger when this machine's clock is %s", (_, ms) => {
    notes().note("a", wall);
    passes(minute);
    wall += ms;
    expect(ageOf("a")).toBe(minute);
    notes().note("b", wall); // which also removes old notes
    expect(readdirSync(folder).sort()).toEqual(["a", "b"]);
  });

  test("goes by the clock if the machine was restarted since", () => {
    notes().note("a", wall);
    passes(10 * minute);
    up = 2 * minute;
    expect(ageOf("a")).toBe(10 * minute);
  });

  test("on a folder that machines share is at most as old as by the clock", () => {
    notes().note("a", wall);
    passes(minute);
    up = 300 * day; // of the other machine
    expect(ageOf("a")).toBe(minute);
  });

  test("that is in the future by both counts as in the future, and an earlier version's goes by the clock", () => {
    notes().note("a", wall);
    wall -= hour;
    up = minute;
    expect(ageOf("a")).toBe(-hour);
    writeFileSync(join(folder, "b"), "");
    utimesSync(join(folder, "b"), wall / 1000 - 60, wall / 1000 - 60);
    expect(ageOf("b")).toBe(minute);
  });

  test("is kept for a day, whatever else lies in its folder", () => {
    notes().note("a", wall);
    mkdirSync(join(folder, "theirs"));
    passes(day + minute);
    notes().note("b", wall);
    expect(readdirSync(folder).sort()).toEqual(["b", "theirs"]);
  });
});
