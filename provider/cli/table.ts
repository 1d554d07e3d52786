import { inOneLine } from "../http/log/printable";

const GAP = "  ";

/** A column. */
export interface Column {
  readonly title: string;
  /** The cells, from the top. */
  readonly cells: readonly string[];
  /** To what width it may be cut if lines are too long; without it never, for people copy what stands there. */
  readonly least?: number;
  /** Numbers stand at the right. */
  readonly right?: boolean;
}

/**
 * The lines of an aligned table, the titles first; the first columns are cut first. `width` is that of a terminal, and undefined in a pipe, where nothing is cut.
 */
export function table(columns: readonly Column[], width: number | undefined): string[] {
  const texts = columns.map(({ title, cells }) => [title, ...cells.map(inOneLine)]);
  const wanted = texts.map((column) => column.reduce((most, text) => Math.max(most, widthOf(text)), 0));
  let tooMuch = sum(wanted) + GAP.length * (columns.length - 1) - (width ?? Number.POSITIVE_INFINITY);
  const widths = wanted.map((own, at) => {
    const spare = own - (columns[at]?.least ?? own);
    const taken = Math.max(0, Math.min(tooMuch, spare));
    tooMuch -= taken;
    return own - taken;
  });
  const rows = texts[0]?.map((_, row) =>
    texts.map((column, at) => {
      const [text, most] = [column[row] ?? "", widths[at] ?? 0];
      const shown = width === undefined ? text : cut(text, most);
      const blank = " ".repeat(Math.max(0, most - widthOf(shown)));
      return columns[at]?.right === true ? blank + shown : shown + blank;
    }),
  );
  return (rows ?? []).map((cells) => cells.join(GAP).trimEnd());
}

function cut(text: string, most: number): string {
  if (widthOf(text) <= most) return text;
  let shown = "";
  for (const character of text) {
    if (widthOf(shown + character) > most - 1) break;
    shown += character;
  }
  return `${shown}…`;
}

/** Characters that take two places on a terminal: those of East Asia, and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;

/** Accents that are characters of their own take none. */
const WITHOUT_PLACE = /[\p{Mn}\p{Me}]/gu;

function widthOf(text: string): number {
  const standing = text.replace(WITHOUT_PLACE, "");
  return [...standing].length + (standing.match(WIDE)?.length ?? 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
