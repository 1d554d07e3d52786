// What `npm start` can be told.
import { Problem } from "../say.mjs";
import { languages } from "./languages/languages.mjs";

/** { keep: whether the local clouds go on running, language: the one whose example runs, if not TypeScript }. */
export function startArguments(given) {
  const names = Object.keys(languages);
  const [first, name, ...rest] = given;
  if (first === undefined) return { keep: false };
  if (first === "--keep" && name === undefined) return { keep: true };
  if (first === "--language" && names.includes(name) && rest.length === 0)
    return { keep: false, language: name };
  throw new Problem(
    `npm start knows --keep, or --language with ${names.join(" or ")}, not ${given.join(" ")}.`,
    2,
  );
}
