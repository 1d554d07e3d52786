import { importableNamed } from "../../provider/cli/import/importable";
import type { ImportEntry } from "../../provider/cli/import/importFile";
import { programText } from "../../provider/cli/import/programText";
import { withoutControls } from "../../provider/http/log/printable";

/** A name that others gave an image must not become code in a program, nor reverse the text on a screen. */
const names = [
  ["`$", "{process.exit()}`"].join(""),
  '"); process.exit(); ("',
  "line\nbreak\r\n// comment",
  "\u202e;)(tixe\u202c",
  "\u001b[2J\u009b31m\u2028\u2029",
  "*/ process.exit() /*",
  "__proto__",
  "back\\slash' and \u{1f44d} 镜像",
];

it.each(names)("the text of a program evaluates to %j, and runs nothing else", (name) => {
  const importable = importableNamed("VolumeImage");
  if (importable === undefined) throw new Error("there is no VolumeImage");
  const args = { name, volumeId: "v1", tags: Object.fromEntries([[name, name]]) };
  const text = withoutControls(
    programText({ importable, parent: undefined }, [
      { name: "golden", imported: { args } } as unknown as ImportEntry,
    ]),
  );
  const code = text.replace(/^import .*$/m, "");
  const made: unknown[] = [];
  class VolumeImage {
    constructor(...words: unknown[]) {
      made.push(words);
    }
  }
  new Function("VolumeImage", "process", code)(VolumeImage, { exit: () => made.push("exit") });
  expect(JSON.stringify(made)).toBe(JSON.stringify([["golden", args]]));
  expect(text).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});
