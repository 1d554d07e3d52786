/** What Pulumi's provider process is about to write, although the engine prints it. */
const expected = new Set<string>();

/**
 * Pulumi's provider process writes what check, diff, read and delete throw on its console, and the engine prints that at the stack,
 * beside the error itself (docs/vendors/pulumi.md#errors-of-a-provider). An error for people is said once, by the engine.
 */
export function onlyToEngine(error: Error): Error {
  if (expected.size === 0) console.error = exceptExpected(console.error);
  expected.add(`${error}: ${error.stack}`);
  return error;
}

function exceptExpected(write: typeof console.error): typeof console.error {
  return (...texts) => {
    if (!expected.has(String(texts[0]))) write(...texts);
  };
}
