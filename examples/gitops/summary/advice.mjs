// What to do, for messages of the engine whose own advice does not fit this repository, or that give none.

const rules = [
  {
    said: /resource "(urn:[^"]+)" cannot be deleted\s+because it is protected\./,
    advice: (urn) =>
      `If it is to be deleted, somebody with the key that can change the state frees this one image:\n  pulumi state unprotect '${urn}'\nThen run this preview again.`,
  },
  {
    // The engine's advice is to remove the option from the program. The policy protect-production requires it, and the new image
    // would not have it.
    said: /unable to replace resource "(urn:[^"]+)"\s+as it is currently marked for protection\./,
    advice: (urn) =>
      `Leave \`protect\` in the program. Somebody with the key that can change the state frees this one image:\n  pulumi state unprotect '${urn}'\nThen run this preview again. Its deployment makes the new image, protected again, and then deletes the old one.`,
  },
  {
    said: /is not allowed by the plan|violates plan|expected resource operations for/,
    advice: () =>
      "The cloud, the state or the program has changed since this plan was made, and nothing beyond the plan was done. Run the pipeline of the newest commit again, and approve its plan.",
  },
  {
    said: /invalid enforcement level ""/,
    advice: () => "`policies.json` configures a rule that the pack does not have. Correct the rule's name.",
  },
  {
    said: /not finished after \d/,
    advice: () =>
      "The image is not lost. Run this job again: it goes on with that image, without a new approval.",
  },
];

/** The message, without the engine's advice where there is ours. */
export function adviceFor(message) {
  for (const { said, advice } of rules) {
    const found = said.exec(message);
    if (found !== null)
      return { said: message.split(" To unprotect the resource")[0], advice: advice(found[1]) };
  }
  return { said: message };
}
