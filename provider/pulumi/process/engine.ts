import { connect } from "node:net";

/** One message to the engine. */
export interface LogLine {
  readonly urn: string;
  readonly text: string;
  readonly severity: "debug" | "info" | "warning";
  /** Shown in the resource's status column until the next one, instead of staying in the log. */
  readonly ephemeral: boolean;
}

/** The engine that started this process. It takes our messages, and we end when it dies. */
export interface Engine {
  log(line: LogLine): void;
  /** Whether it accepts connections on its address; undefined if that cannot be determined. */
  isAlive(): Promise<boolean | undefined>;
}

/** Sends a message. One that is lost must not fail the operation. */
export type Sender = (line: LogLine) => void;

/**
 * The engine at this address, which is the last argument of a provider process; flags may stand before it. A message with a URN
 * appears at that resource (seen: pulumi 3.259; docs/vendors/pulumi.md#messages-and-the-engines-life). If the engine cannot be
 * reached, messages are dropped.
 */
export function engineWith(address: string | undefined, openSender: (address: string) => Sender): Engine {
  const hostAndPort = /^(.+):(\d+)$/.exec(address ?? "");
  if (hostAndPort === null || address === undefined) return { log: () => {}, isAlive: async () => undefined };
  const [, host = "", port = ""] = hostAndPort;
  let send: Sender | undefined;
  return {
    log(line) {
      try {
        send ??= openSender(address);
        send(line);
      } catch {
        // It may be said by a timer, in the middle of a create (resourceLog.ts): nothing may come of it.
      }
    },
    isAlive: () => isListening(host, Number(port)),
  };
}

function isListening(host: string, port: number): Promise<boolean | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (result: boolean | undefined) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(undefined));
    socket.once("error", (error: NodeJS.ErrnoException) =>
      end(error.code === "ECONNREFUSED" ? false : undefined),
    );
  });
}
