import { questionAfter } from "../../clouds/settings";
import { meantBy } from "./meantBy";

/**
 * ` Did you mean instanceId?`, to follow the message about a text that is no source: of the words before its equals signs. `form`
 * is how a source is written, such as `instanceId=…,vaultId=…`.
 */
export function sourceMeant(text: string, form: string): string {
  const known = wordsIn(form);
  const near = wordsIn(text)
    .filter((word) => !known.includes(word))
    .flatMap((word) => meantBy(word, known));
  return questionAfter(near);
}

function wordsIn(text: string): string[] {
  return [...text.matchAll(/([\w-]+)=/g)].map(([, word = ""]) => word);
}
