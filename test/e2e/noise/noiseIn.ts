import type { Result } from "../engine";

/** What a user should not have to read, in what a command of the engine has printed; and each text of ours that is not there once. */
export function noiseIn(
  { text, events }: Pick<Result, "text" | "events">,
  says: readonly string[],
): string[] {
  const messages = events.flatMap(({ diagnosticEvent: diagnostic }) =>
    diagnostic === undefined || diagnostic.severity === "debug" ? [] : [diagnostic.message.trim()],
  );
  const all = messages.join("\n");
  const kinds: readonly [string, RegExp][] = [
    ["a stack trace", /^ *at .+[:)]/m],
    ["a colour in a log", new RegExp(String.fromCharCode(27))],
    ["a warning of Node", /\(node:\d+\)|Warning: /],
    ["empty brackets", / \(\)$/m],
  ];
  const found = kinds.flatMap(([kind, pattern]) => (pattern.test(text) ? [kind] : []));
  const repeated = messages.filter(
    (message, at) => messages.indexOf(message) !== at && !message.includes("from $PATH"), // the test's plugin
  );
  const counts = says.map((said) => [said, all.split(said).length - 1] as const);
  return [
    ...found,
    ...repeated.map((message) => `twice: ${message}`),
    ...counts.flatMap(([said, count]) => (count === 1 ? [] : [`${count} times: ${said}`])),
  ];
}
