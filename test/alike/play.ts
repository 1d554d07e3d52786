import { randomUUID } from "node:crypto";
import { request } from "node:http";
import type { Ask, Side, Step } from "./ask";
import { type Answer, recordable } from "./recordable";

/** Sends the requests one after another, and tells the answers by the requests' names. */
export async function play(side: Side, steps: readonly Step[]): Promise<Record<string, Answer>> {
  const answers: Record<string, Answer> = {};
  for (const [name, url] of Object.entries(side.urls)) side.names.set(name, url);
  for (const [name, token] of Object.entries(side.tokens)) side.names.set(`${name}Token`, token);
  side.names.set("newId", randomUUID());
  for (const step of steps) {
    if ("prepare" in step) await step.prepare(side);
    else {
      if (step.what in answers) throw new Error(`two requests are named "${step.what}"`);
      answers[step.what] = await ask(side, step);
    }
  }
  return answers;
}

async function ask(side: Side, { line, as = "member", body, headers = {}, keep = {} }: Ask): Promise<Answer> {
  const [service = "", method = "", path = ""] = filled(side, line).split(" ");
  const token = as === "nobody" ? null : ((side.tokens as Record<string, string>)[as] ?? filled(side, as));
  const url = side.urls[service as "glance"] + path;
  const text = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
  const sent = {
    accept: "application/json",
    ...(text === undefined ? {} : { "content-type": "application/json" }),
    "x-auth-token": token,
    ...headers,
  };
  const { status, headers: got, text: answer } = await send(method, url, sent, side, text);
  for (const [name, where] of Object.entries(keep)) side.names.set(name, found(where, got, answer));
  return recordable(side.names, status, got, answer);
}

const filled = (side: Side, text: string): string =>
  text.replace(/\{(\w+)\}/g, (whole, name) => side.names.get(name) ?? whole);

function found(where: string, headers: Record<string, string>, text: string): string {
  const [, header] = /^header:(.*)$/.exec(where) ?? [];
  if (header !== undefined) return headers[header] ?? `no ${header}`;
  let value: unknown = JSON.parse(text);
  for (const key of where.split(".")) value = (value as Record<string, unknown> | undefined)?.[key];
  return String(value);
}

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

/** Not `fetch`, which sends an Accept of its own. */
function send(
  method: string,
  url: string,
  headers: Record<string, string | null>,
  side: Side,
  body?: string,
): Promise<Reply> {
  const present = Object.entries(headers).flatMap(([name, value]) =>
    value === null ? [] : [[name, filled(side, value)]],
  );
  const sent = body === undefined ? undefined : filled(side, body);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method, agent: false, headers: Object.fromEntries(present) },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => {
          text += chunk;
        });
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
            ),
            text,
          }),
        );
      },
    );
    outgoing.on("error", reject);
    if (sent !== undefined) outgoing.setHeader("content-length", Buffer.byteLength(sent));
    outgoing.end(sent);
  });
}
