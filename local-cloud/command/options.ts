import { type ParseArgsConfig, parseArgs } from "node:util";
import { nearest } from "./nearest";

export interface Options {
  readonly port: number;
  readonly portEach: boolean;
  readonly speed: number;
  readonly untilStdinCloses: boolean;
  readonly cloudsYaml?: string;
}

/** What was asked for, or what is wrong with it. */
export type Asked = Options | "help" | "version" | { readonly wrong: string };

const flags = {
  port: { type: "string", default: "0" },
  "clouds-yaml": { type: "string" },
  speed: { type: "string", default: "1" },
  "port-each": { type: "boolean", default: false },
  "until-stdin-closes": { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", default: false },
} as const satisfies ParseArgsConfig["options"];

export function optionsFrom(args: readonly string[]): Asked {
  const given = parsed(args);
  if ("wrong" in given) return given;
  if (given.help) return "help";
  if (given.version) return "version";
  const [port, speed] = [Number(given.port), Number(given.speed)];
  if (!/^\d+$/.test(given.port) || port > 65535)
    return { wrong: `--port must be 0 to 65535, not "${given.port}"` };
  if (!(speed > 0) || !Number.isFinite(speed))
    return { wrong: `--speed must be a number above 0, not "${given.speed}"` };
  const cloudsYaml = given["clouds-yaml"];
  if (cloudsYaml === "") return { wrong: "--clouds-yaml needs the name of a file" };
  return {
    port,
    speed,
    portEach: given["port-each"],
    untilStdinCloses: given["until-stdin-closes"],
    ...(cloudsYaml === undefined ? {} : { cloudsYaml }),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags }).values;
  } catch (error) {
    const { message } = error as Error;
    const unknown = /^Unknown option '(-[^']*)'/.exec(message)?.[1];
    return { wrong: unknown === undefined ? message : `${unknown} is no option${didYouMean(unknown)}` };
  }
}

function didYouMean(flag: string): string {
  const near = nearest(flag.replace(/^-+/, ""), Object.keys(flags));
  return near === undefined ? "" : `. Did you mean --${near}?`;
}
