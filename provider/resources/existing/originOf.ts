import type { Image } from "../../clouds/image";
import { CloudError } from "../../http/errors";
import { ownValue } from "../../http/ownValue";

/** The resource that makes images of each origin, by the first word of the origin that IMS writes. */
const makers: Readonly<Record<string, string>> = {
  volume: "VolumeImage",
  instance: "FullEcsImage",
  server_backup: "FullEcsImage",
  file: "DataImage",
};

/** The origin's word and the rest, if the word is one of `words`; undefined if the cloud does not show an origin. */
export function originOf(image: Image, words: readonly string[]): { word: string; rest: string } | undefined {
  if (image.dataOrigin === undefined) return undefined;
  const [word = "", ...rest] = image.dataOrigin.split(",");
  if (words.includes(word)) return { word, rest: rest.join(",") };
  const maker = ownValue(makers, word);
  throw new CloudError(
    `image ${image.id} was made from something else: the cloud says "${image.dataOrigin}"`,
    {
      outcome: "not-sent",
      hint: maker === undefined ? "leave it out" : `import it as a ${maker}`,
    },
  );
}
