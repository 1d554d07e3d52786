import { createHash } from "node:crypto";
import type { LocalCloud } from "../index";
import { type Reply, send, type virtualClock } from "./testClient";

/** A client of ZStack without any cleverness, for the tests of this folder. */
export interface ZstackClient {
  readonly session: string;
  readonly url: string;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Sends, waits with the clock until the job is done, and returns the last poll. */
  job(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
}

export const sha512 = (text: string): string => createHash("sha512").update(text).digest("hex");

export function logIn(cloud: LocalCloud, password?: string): Promise<Reply> {
  const { auth } = cloud.credentials.zstack;
  return send("PUT", `${cloud.endpoints.zstack}/v1/accounts/login`, {
    logInByAccount: { accountName: auth.username, password: sha512(password ?? auth.password ?? "") },
  });
}

export const pollPath = (reply: Reply): string =>
  new URL(reply.body.location).pathname.replace(/^\/zstack/, "");

export async function zstackClient(
  cloud: LocalCloud,
  clock: ReturnType<typeof virtualClock>,
): Promise<ZstackClient> {
  const reply = await logIn(cloud);
  const session = reply.body.inventory.uuid as string;
  const url = cloud.endpoints.zstack;
  const signed = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    send(method, `${url}${path}`, body, { authorization: `OAuth ${session}`, ...headers });
  return {
    session,
    url,
    send: signed,
    job: async (method, path, body, headers) => {
      const taken = await signed(method, path, body, headers);
      if (taken.status !== 202) return taken;
      for (let turn = 0; turn < 500; turn += 1) {
        const poll = await send("GET", `${url}${pollPath(taken)}`);
        if (poll.status !== 202) return poll;
        clock.advance(1);
      }
      throw new Error(`the job of ${method} ${path} does not end`);
    },
  };
}
