import { logOf, ran, said, step, urnOf } from "./fakeEngine";

const hostile = [
  "a|b",
  "`x`",
  "``",
  "a\\|b",
  "</code></details><img src=x>",
  "@everyone",
  "line\r\n\n# Approved",
  " ends ",
  "",
  "[a](http://b)",
  "\u202eevil\u200b",
  "ü — 镜像 🎉",
];

/** Code spans and `<code>`: what is left is ours. */
const withoutCode = (text: string) =>
  text.replace(/<code>[^<]*<\/code>/g, "").replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "");

test("whatever a value or a name contains, it stays in its cell, as code, and none of it is a mention, a link or HTML", () => {
  const inputs = Object.fromEntries(hostile.map((text, at) => [`a${at}${text}`, text]));
  const { rows, summary } = ran({
    events: logOf(
      ...hostile.flatMap((text) => step("create", text, { new: { inputs } })),
      said("warning", hostile.join("\n"), urnOf(hostile[0] ?? "")),
    ),
  });
  expect(rows).toHaveLength(hostile.length);
  for (const row of rows) expect(row).toHaveLength(6);
  const [list = ""] = summary.split("<details>");
  const ours = withoutCode(list);
  expect(ours).not.toMatch(/@|everyone|http|img|Approved|<(?!br>)/);
  expect(summary).not.toMatch(/[\u202e\u200b\r]/u);
  expect(summary).toContain("\\u{202e}evil\\u{200b}");
  expect(list).toContain("ü — 镜像 🎉");
});

test("nothing that a program prints ends the code that the folded text is", () => {
  const text = "Diagnostics:\n````\n~~~\n\r# Approved\n</details>\n\n@everyone\u001b[2J\u0000\n";
  const { summary } = ran({ events: logOf(), text });
  const [heading, empty, open, blank, ...folded] = summary.trimEnd().split("\n");
  expect([heading, empty, open, blank]).toEqual([
    "### ✅ Images of `production`: nothing to deploy",
    "",
    "<details><summary>The engine's text</summary>",
    "",
  ]);
  expect(folded.pop()).toBe("</details>");
  expect(folded.filter((line) => line !== "" && !line.startsWith("    "))).toEqual([]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it looks for
  expect(summary).not.toMatch(/[\r\u001b\u0000]/);
});

test.each<[string, readonly (object | string)[]]>([
  ["is empty", []],
  ["is cut", [...logOf().slice(0, 1), '{"summaryEv']],
  ["ends before the run does", logOf().slice(0, 1)],
  ["has lines of another form", [...logOf(), "not JSON"]],
  [
    "has events of another form",
    logOf({ resourcePreEvent: { metadata: { op: "create", urn: 5, new: "?" } } }),
  ],
])(
  "where the event log %s, the text is shown, whole, and no table that might lack something",
  (_, events) => {
    const text = "Previewing update (production):\n  + golden create\n````\n@everyone\n";
    const { summary, heading, rows, status, hasPlan } = ran({ events, text });
    expect(heading).toBe("### ⚠️ Images of `production`: read the text");
    expect(summary).toContain(
      "\n    Previewing update (production):\n      + golden create\n    ````\n    @everyone",
    );
    expect(rows).toEqual([]);
    expect([status, hasPlan]).toEqual([0, true]);
    expect(ran({ events, text, code: 255 }).heading).toBe(
      "### ❌ Images of `production`: this cannot be deployed",
    );
  },
);

test("the text alone has our advice too", () => {
  const text = 'error: configuring policy pack "pulumi-cloud-images": invalid enforcement level ""\n';
  const advice = /What to do: `policies\.json` configures a rule that the pack does not have/;
  const { summary, log } = ran({ text, code: 255 });
  expect(summary).toMatch(advice);
  expect(log).toMatch(advice);
});

test("events of kinds that are not known yet are passed over", () => {
  const { heading } = ran({ events: logOf({ sequence: 1, newEvent: { a: 1 } }) });
  expect(heading).toBe("### ✅ Images of `production`: nothing to deploy");
});

test("a huge preview fits into a comment: errors and the gravest changes first, and it says how much is left out and where it is", () => {
  const value = "x".repeat(5000);
  const inputs = {
    description: value,
    tags: Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`k${at}`, "@".repeat(300)])),
  };
  const creates = Array.from({ length: 500 }, (_, at) =>
    step("create", `golden-${at}`, { new: { inputs } }),
  ).flat();
  const errors = Array.from({ length: 500 }, (_, at) => said("error", `${at} ${"ü".repeat(3000)}`));
  const text = Array.from({ length: 5000 }, (_, at) => ` +  golden-${at} create`).join("\n");
  const { summary, rows, log } = ran({
    events: logOf(...creates, ...step("delete", "last", { old: { inputs } }), ...errors),
    text: `${text}\nPolicies:\n    - [mandatory] …\n`,
    code: 1,
  });
  expect(Buffer.byteLength(summary)).toBeLessThan(65_536 - 1000); // the mark of the comment, its commit
  expect(rows[0]?.[0]).toBe("🗑️ **delete**");
  expect(rows[1]?.[2]).toContain(`\`description\`: \`${"x".repeat(200)}… (5000 characters)\``);
  expect(rows[1]?.[2]).toContain("… and 61 more");
  const [list = "", folded = ""] = summary.split("<details>");
  expect(list).toMatch(/\n- … and \d+ more, in the text below\n/);
  expect(list).toMatch(new RegExp(`\\n… and ${501 - rows.length} more, which are in the log of the job`));
  expect(folded).toMatch(/golden-0 create[\s\S]+left out here[\s\S]+golden-4999 create[\s\S]+\[mandatory\]/);
  expect(log).toContain("golden-2500 create");
});
