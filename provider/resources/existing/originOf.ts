import type { Image } from "../../clouds/image";
import { CloudError } from "../../http/errors";
import { ownValue } from "../../http/ownValue";

/** The first word of what IMS writes about where an image comes from, and the resource that makes such images. */
const makers: Readonly<Record<string, string>> = {
  volume: "VolumeImage",
  instance: "FullEcsImage",
  server_backup: "FullEcsImage",
  file: "DataImage",
};

/** What follows the word, where the image comes from such a thing; undefined where the cloud does not tell. */
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
