import * as fc from "fast-check";
import { xmlAsJson } from "../../../provider/clouds/huawei/obs/xmlAsJson";

test("elements become lists by their names, texts stay texts", () => {
  const text = `<?xml version="1.0"?><List xmlns="http://x/"><A>1</A><!-- <A>9</A> --><A>2 &lt;&amp;&#x41;&#66;</A><B/><C><D></D></C></List>`;
  expect(xmlAsJson(text)).toEqual({ List: [{ A: ["1", "2 <&AB"], B: [""], C: [{ D: [""] }] }] });
});

test.each([["<a><b></a></b>"], ["<a>"], ["</a>"], ["text"], [""], ["<a"]])("%j is no element", (text) => {
  expect(xmlAsJson(text)).toBeUndefined();
});

test("an element may have any name, __proto__ included", () => {
  const read = xmlAsJson("<a><__proto__>1</__proto__><constructor>2</constructor></a>");
  expect(JSON.stringify(read)).toBe('{"a":[{"__proto__":["1"],"constructor":["2"]}]}');
  expect(Object.prototype).not.toHaveProperty("1");
});

test("any text comes back that is escaped as XML asks", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      const escaped = [...text].map((character) => `&#${character.codePointAt(0)};`).join("");
      expect(xmlAsJson(`<a>${escaped}</a>`)).toEqual({ a: [text] });
    }),
  );
});

test("whatever arrives, it is read or refused, and never throws", () => {
  const part = fc.constantFrom(
    "<a>",
    "</a>",
    "<b/>",
    "&lt;",
    "&#xffffff;",
    "<",
    ">",
    "x",
    "<!--",
    "-->",
    "<?",
    "?>",
  );
  fc.assert(fc.property(fc.array(part), (parts) => void xmlAsJson(parts.join(""))));
});
