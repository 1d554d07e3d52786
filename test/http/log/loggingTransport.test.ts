import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loggingTransport } from "../../../provider/http/log/loggingTransport";
import { keepOutOfLog, LOG_VARIABLE } from "../../../provider/http/log/programSecrets";
import type { HttpRequest } from "../../../provider/http/transport";
import { opened, transport } from "../sending";
import { bodyOf, httpServer, type Wire } from "../wire";

const C = "canary-7f3a";
const session = "0123456789abcdef0123456789abcdef";

let folder: string;
let server: Wire;
let answer: {
  status: number;
  headers?: Record<string, string>;
  text: string | ((request: string) => string);
};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "exchanges-"));
  server = await opened(
    httpServer(async (request, response) => {
      const heard = `${JSON.stringify(request.headers)} ${await bodyOf(request)}`;
      const text = typeof answer.text === "string" ? answer.text : answer.text(heard);
      response.writeHead(answer.status, answer.headers).end(text);
    }),
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the log says of these, sent one after the other. */
async function log(
  requests: readonly Partial<HttpRequest>[],
  secrets: readonly string[] = [],
): Promise<string> {
  const file = join(folder, "x.log");
  const { send } = loggingTransport(transport(), file, secrets);
  for (const request of requests) {
    const path = request.path ?? "/v2/images";
    await send({ method: "GET", url: new URL(path, server.url), headers: {}, ...request });
  }
  return readFileSync(file, "utf8");
}

const secretHeaders: Record<string, string> = {
  "x-auth-token": `${C}-token`,
  "x-subject-token": `${C}-subject`,
  "x-security-token": `${C}-security`,
  "x-obs-security-token": `${C}-obs`,
  authorization: `SDK-HMAC-SHA256 Access=${C}-ak1, SignedHeaders=host, Signature=${C}-signature`,
  cookie: `session=${C}-cookie`,
  "x-unheard-of": `${C}-other`,
};

describe("nothing that is secret is in the log", () => {
  test("of headers, either way", async () => {
    answer = {
      status: 200,
      text: "{}",
      headers: { "x-subject-token": `${C}-granted`, "set-cookie": `a=${C}`, "x-new": C },
    };
    const text = await log([{ headers: secretHeaders }]);
    expect(text).not.toContain(C);
    expect(text).toContain("x-unheard-of");
    expect(text).toContain("set-cookie, x-new");
  });

  test("of bodies: only listed fields are shown, whatever else is in them", async () => {
    const body = {
      name: "golden",
      password: C,
      adminPass: C,
      user_data: C,
      metadata: { note: C },
      tags: [C, `k=${C}`],
      url: C,
      value: C,
      description: C,
      nested: [[{ deep: C }]],
    };
    answer = {
      status: 200,
      text: JSON.stringify({ images: [{ id: "i-1", status: "active", ...body }], number: 5 }),
    };
    const text = await log([{ method: "POST", body: JSON.stringify(body) }]);
    expect(text).not.toContain(C);
    expect(text).toContain('"id":"i-1","status":"active"');
    expect(text).toContain('"password":');
    expect(text).toContain('"number":5');
  });

  test("of names in lists, which hold images of other people: only temporary names are shown", async () => {
    const named = (name: string) => ({ id: "i-1", name, image_name: name });
    answer = {
      status: 200,
      text: JSON.stringify({ images: [named(C), { in: named(C) }, named("creating-7")] }),
    };
    const text = await log([{}]);
    expect(text).not.toContain(C);
    expect(text).toContain('"name":"creating-7"');
    answer = { status: 200, text: JSON.stringify({ image: named("golden") }) };
    expect(await log([{}])).toContain('"name":"golden"');
  });

  test.each([
    "<html><input value=canary-7f3a></html>",
    "canary-7f3a",
    '"canary-7f3a"',
    '["canary-7f3a"]',
    "{canary-7f3a",
  ])("of a body that is no object: %s", async (text) => {
    answer = { status: 200, text };
    expect(await log([{ method: "PUT", body: text }])).not.toContain(C);
  });

  test("from a login's request or answer, nor from a later answer that repeats them", async () => {
    const granted = {
      token: { id: `${C}-id` },
      inventory: { uuid: session },
      credential: { access: `${C}-ak`, secret: `${C}-sk`, securitytoken: `${C}-st` },
    };
    answer = { status: 200, text: JSON.stringify(granted) };
    const login = {
      auth: {
        identity: {
          password: { user: { name: "ann", password: `${C}-password` } },
          token: { id: `${C}-mine` },
        },
      },
    };
    const first = await log([{ method: "POST", body: JSON.stringify(login), confidential: true }]);
    expect(first).not.toMatch(new RegExp(`${C}|${session}|ann`));
    answer = { status: 400, text: JSON.stringify({ message: `no ${session}` }) };
    expect(await log([{ headers: { authorization: `OAuth ${session}` } }])).toContain(
      '"message":"no [secret]"',
    );
  });

  test("from a message in which a cloud repeats credentials", async () => {
    answer = { status: 400, text: (heard) => JSON.stringify({ message: `cannot read ${heard}`, code: C }) };
    const text = await log(
      [{ headers: secretHeaders }, { headers: { authorization: `ZStack ${C}1:${C}2=` } }],
      [C],
    );
    expect(text).toContain("cannot read");
    expect(text).not.toContain(C);
  });

  test("from settings, also in a URL or in JSON", async () => {
    const secret = 'p&ss "wörd"/7';
    const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret)];
    answer = { status: 409, text: JSON.stringify({ message: forms.join(" and ") }) };
    const text = await log([{ path: `/x?name=${encodeURIComponent(secret)}` }], [secret]);
    for (const form of [...forms, "wörd", "p%26ss", "w%C3%B6rd"]) expect(text).not.toContain(form);
  });

  const odd = `k&n"r'y  <S3cr3t>/+ü~4711`;
  const hex = (character: string) => character.charCodeAt(0).toString(16).padStart(4, "0");
  const forms: Record<string, string> = {
    "as it is": odd,
    "with its blanks run together": odd.replace(/\s+/g, " "),
    "for HTML": odd
      .replace(/&/g, "&amp;")
      .replace(/["'<>]/g, (mark) => ({ '"': "&quot;", "'": "&#x27;", "<": "&lt;" })[mark] ?? "&gt;"),
    "for HTML, by numbers": odd.replace(/[^\w ]/g, (mark) => `&#${mark.charCodeAt(0)};`),
    "for an address, in small letters": encodeURIComponent(odd).replace(/%../g, (byte) => byte.toLowerCase()),
    "as a form": new URLSearchParams({ a: odd }).toString().slice(2),
    "as ASCII in JSON": JSON.stringify(odd)
      .slice(1, -1)
      .replace(/[^ -~]/g, (one) => `\\u${hex(one)}`),
    "with escaped slashes": JSON.stringify(odd).slice(1, -1).replace(/\//g, "\\/"),
    "as JSON in JSON": JSON.stringify(JSON.stringify(odd)),
    "as Python writes it": odd.replace(/'/g, "\\'"),
    "in base64": Buffer.from(odd).toString("base64"),
    "in base64 for addresses": Buffer.from(odd).toString("base64url"),
    "in base64 behind a name": Buffer.from(`ann:${odd}`).toString("base64"),
    "in base64 behind a longer name": Buffer.from(`anna:${odd}`).toString("base64"),
    "in base64 within more": Buffer.from(`carla:${odd}:more`).toString("base64"),
  };
  test.each(Object.entries(forms))("in a text that is written %s", async (_, form) => {
    const words = `we got ${form} from you`;
    const texts = [
      JSON.stringify({ error: { message: words, code: "x" } }),
      JSON.stringify({ images: [{ id: "i-1", name: form, [form]: 1 }] }),
      `<html><body>${words}</body></html>`,
      words,
    ];
    for (const text of texts)
      for (const status of [200, 400]) {
        answer = { status, text };
        const line = (await log([{}], [odd])).trim().split("\n").at(-1) ?? "";
        expect(line).toMatch(/ (200|400) /);
        expect(line).not.toMatch(/S3cr3t|4711|[\w+/=-]{24}/);
      }
  });

  test("in a text that is cut off within a secret", async () => {
    const secret = `${C}-abcdefghijklmnopqrstuvwxyz`;
    for (let before = 300; before < 340; before += 3) {
      answer = { status: 400, text: JSON.stringify({ message: `${"x ".repeat(before / 2)}${secret}` }) };
      expect(await log([{}], [secret])).not.toContain("canary");
    }
  });

  test("from keys that were issued long ago: later signatures do not displace them", async () => {
    const granted = { credential: { access: `${C}-ak`, secret: `${C}-sk`, securitytoken: `${C}-st` } };
    answer = { status: 200, text: JSON.stringify(granted) };
    const { send } = loggingTransport(transport(), join(folder, "x.log"), []);
    const ask = (more: Partial<HttpRequest>) =>
      send({ method: "GET", url: new URL("/v2/images", server.url), headers: {}, ...more });
    await ask({ confidential: true });
    answer = { status: 200, text: "" };
    for (let n = 0; n < 300; n++) await ask({ headers: { authorization: `OBS ${C}-ak:signature${n}=` } });
    answer = { status: 400, text: JSON.stringify({ message: `bad ${C}-sk ${C}-st` }) };
    await ask({});
    expect(readFileSync(join(folder, "x.log"), "utf8")).not.toContain(C);
  });

  test.each([500, 20_000, 60_000])("of a token of %s characters", async (length) => {
    const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=";
    const token = Array.from({ length }, (_, n) => signs[(n * 7919 + (n >> 3) * 31) % signs.length]).join("");
    answer = { status: 400, text: JSON.stringify({ message: `got ${token} from you`, name: token }) };
    const text = await log([{ headers: { "x-auth-token": token.slice(0, 60_000) } }], [token]);
    expect(text).not.toContain(token.slice(0, 20));
  });

  test("from signed URLs, wherever they are", async () => {
    const signed = `https://b.obs.example/k?AccessKeyId=${C}&Expires=1&Signature=${C}`;
    const images = [
      {
        id: signed,
        name: `see "${signed}" and ${signed}`,
        exportUrl: signed,
        message: `https://u:${C}@h/x#${C}`,
      },
    ];
    answer = {
      status: 302,
      text: JSON.stringify({ images, message: signed }),
      headers: { location: signed },
    };
    const text = await log([{}]);
    expect(text).not.toContain(C);
    expect(text).toContain("location https://b.obs.example/k?(hidden)");
    answer.headers = { location: `/login?token=${C}` };
    expect(await log([{}])).not.toContain(C);
  });

  test("from queries, of which only listed names are shown, and from the URL of a session", async () => {
    answer = { status: 204, text: "" };
    const text = await log([
      { path: `/v2/images?limit=5&tag=${C}&X-Amz-Signature=${C}&q=tag~=${C}&id=i-1` },
      { path: `/v1/accounts/sessions/${session}`, method: "DELETE", confidential: true },
    ]);
    expect(text).toContain("?limit=5&tag=(hidden)&X-Amz-Signature=[secret]&q=(hidden)&id=i-1");
    expect(text).toContain("/v1/accounts/sessions/(hidden)");
    expect(text).not.toMatch(new RegExp(`${C}|${session}`));
  });

  test("of a program's secrets", async () => {
    process.env[LOG_VARIABLE] = "stderr";
    keepOutOfLog((line) => line.replaceAll(C, "[secret]"));
    delete process.env[LOG_VARIABLE];
    answer = { status: 200, text: JSON.stringify({ name: `x ${C}` }) };
    expect(await log([{ path: `/obs/lab/${C}.raw` }])).not.toContain(C);
  });
});

describe("one line is for a request, and one for its result", () => {
  test("with the path as it was sent", async () => {
    answer = { status: 200, text: "", headers: { "x-obs-request-id": "r-1" } };
    const lines = (await log([{ method: "HEAD", path: "/lab/a/../b" }])).trim().split("\n").slice(-2);
    expect(lines[0]).toMatch(/^\S+Z \d+ #(\d+) > HEAD http:\/\/127\.0\.0\.1:\d+\/lab\/a\/\.\.\/b \{\}$/);
    expect(lines[1]).toMatch(/^\S+Z \d+ #\d+ < after \d+ ms 200 request r-1 \{/);
  });

  test("whatever characters a cloud puts into it", async () => {
    answer = { status: 500, text: JSON.stringify({ message: "a\r\n2026 9 #1 > forged \u001b[2J\u2028" }) };
    const text = await log([{}]);
    expect(
      text
        .trim()
        .split("\n")
        .filter((line) => line.includes("forged")),
    ).toHaveLength(1);
    for (const control of ["\r", "\u001b", "\u2028"]) expect(text).not.toContain(control);
  });

  test("shortened, even if it is very long or nested without end", async () => {
    const deep = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
    const long = JSON.stringify({
      images: Array.from({ length: 5000 }, (_, n) => ({ id: `i-${n}`, name: "x".repeat(200) })),
    });
    for (const text of [deep, long, "x".repeat(3_000_000)]) {
      answer = { status: 200, text };
      const lines = (await log([{}])).split("\n");
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(6200);
    }
  });
});
