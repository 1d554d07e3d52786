/** An element of XML: its text, or its children by their names, each a list. */
export type Element = string | { readonly [name: string]: readonly Element[] };

const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Undefined if the text is no well-formed element. Attributes, comments and processing instructions are passed over. */
export function xmlAsJson(text: string): Readonly<Record<string, readonly Element[]>> | undefined {
  const root = { name: "", text: "", children: {} as Record<string, Element[]> };
  const open = [root];
  const tokens = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([^\s<>/!?]+)[^<>]*?(\/?)>|([^<]+)|</g;
  for (const [, closing, name, alone, words] of text.matchAll(tokens)) {
    const inner = open.at(-1) ?? root;
    if (words !== undefined) inner.text += words;
    else if (name === undefined) continue;
    else if (closing === "/") {
      const outer = open.at(-2);
      if (outer === undefined || inner.name !== name) return undefined;
      add(outer.children, name, contentOf(inner));
      open.pop();
    } else if (alone === "/") add(inner.children, name, "");
    else open.push({ name, text: "", children: {} });
  }
  return open.length === 1 && Object.keys(root.children).length > 0 ? root.children : undefined;
}

function add(children: Record<string, Element[]>, name: string, value: Element): void {
  const before = Object.hasOwn(children, name) ? children[name] : undefined;
  if (before !== undefined) before.push(value);
  else Object.defineProperty(children, name, { value: [value], enumerable: true });
}

function contentOf({ text, children }: { text: string; children: Record<string, Element[]> }): Element {
  return Object.keys(children).length > 0 ? children : unescaped(text);
}

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, word) => {
    if (word !== undefined) return named[word] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
