import { readFileSync } from "node:fs";
import { join } from "node:path";
import { explain } from "../../provider/http/errors";
import { asserted } from "./asserted";
import { messagesIn } from "./messagesIn";
import { notOnThePage } from "./notOnThePage";
import { pageMessages, patternOf } from "./pageMessages";
import { produced } from "./produced";
import type { Produce } from "./produced/produce";

const root = join(__dirname, "../..");
const onThePage = pageMessages(readFileSync(join(root, "docs/troubleshooting.md"), "utf8"));
const inSources = messagesIn(join(root, "provider"));

test("every text that the sources throw or warn of is on the page, or is no message by itself", () => {
  expect(inSources.length).toBeGreaterThan(200);
  const patterns = onThePage.map((message) => new RegExp(`^${patternOf(message).source}`));
  const lacking = inSources.filter(
    ({ text }) => !(text in notOnThePage) && !patterns.some((pattern) => pattern.test(text)),
  );
  expect(lacking).toEqual([]);
});

test("what is left out is still in the sources, and not on the page", () => {
  const texts = new Set(inSources.map(({ text }) => text));
  const idle = Object.keys(notOnThePage).filter((text) => !texts.has(text) || onThePage.includes(text));
  expect(idle).toEqual([]);
});

test("the page has each message once, and for each there is a test", () => {
  const proved = [...Object.keys(produced), ...Object.keys(asserted)];
  expect([...onThePage].sort()).toEqual(proved.sort());
});

test.each(Object.entries(produced))("is produced: %s", async (message, produce) => {
  expect(await textOf(produce)).toMatch(patternOf(message));
});

test.each(Object.entries(asserted))(
  "is expected by the test of its situation: %s",
  (message, [file, words]) => {
    const text = readFileSync(join(root, "test", file), "utf8").replace(/\\([^\\])/g, "$1");
    expect(text.replace(/\s+/g, " ")).toContain(words);
    // The words are of this message: within what is the same whenever it is said, or more than that.
    const parts = message.split(/…+/).filter((part) => part.trim().length > 4);
    expect(parts.some((part) => part.includes(words) || words.includes(part.trim()))).toBe(true);
  },
);

/** What people are shown of an error, or of what is returned. */
async function textOf(produce: Produce): Promise<string> {
  try {
    const made = await produce();
    return made instanceof Error ? explain(made) : String(made);
  } catch (error) {
    return explain(error);
  }
}
