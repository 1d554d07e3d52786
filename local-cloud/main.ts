import { parseArgs } from "node:util";
import { type LocalCloud, startCloud } from "./index";

const usage = `Usage: main.js [--port P] [--port-each] [--speed X] [--until-stdin-closes]

  --port P              port on 127.0.0.1; 0, the default, picks a free one
  --port-each           each service at a port of its own too, without a path: P+1 and on, or free ones; see "origins"
  --speed X             how many times faster than its settings the cloud works; default 1
  --until-stdin-closes  end when standard input does, besides SIGTERM and SIGINT
`;

interface Options {
  readonly port: number;
  readonly portEach: boolean;
  readonly speed: number;
  readonly untilStdinCloses: boolean;
}

function parse(): Options | string {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string", default: "0" },
        "port-each": { type: "boolean", default: false },
        speed: { type: "string", default: "1" },
        "until-stdin-closes": { type: "boolean", default: false },
      },
    });
    const [port, speed] = [Number(values.port), Number(values.speed)];
    if (!/^\d+$/.test(values.port) || port > 65535) return `--port must be 0 to 65535, not "${values.port}"`;
    if (!(speed > 0) || !Number.isFinite(speed))
      return `--speed must be a number above 0, not "${values.speed}"`;
    return { port, portEach: values["port-each"], speed, untilStdinCloses: values["until-stdin-closes"] };
  } catch (error) {
    return (error as Error).message;
  }
}

async function main(): Promise<void> {
  const options = parse();
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  const cloud = await startCloud({ ...options, warn: sayOnce() }).catch(
    ({ code, message, port }: NodeJS.ErrnoException & { port?: number }) => {
      process.stderr.write(code === "EADDRINUSE" ? `port ${port} is in use\n` : `cannot start: ${message}\n`);
      process.exitCode = 1;
    },
  );
  if (!cloud) return;
  endOnRequest(cloud, options);
  const { endpoints, origins, credentials, admin } = cloud;
  const ready = { endpoints, ...(options.portEach ? { origins } : {}), credentials, admin };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

/** Each thing once: a client does it with every request. */
function sayOnce(): (text: string) => void {
  const said = new Set<string>();
  return (text) => {
    if (!said.has(text)) process.stderr.write(`local cloud: ${text}\n`);
    said.add(text);
  };
}

function endOnRequest(cloud: LocalCloud, { untilStdinCloses }: Options): void {
  const end = (): void => {
    void cloud.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  if (untilStdinCloses) process.stdin.once("close", end).once("end", end).resume();
}

void main();
