import { isAbsolute, join } from "node:path";
import { refuseUnseen } from "./unseen";

/** Everything that settings may come from. It is passed in, so that resolving is a function of its arguments. */
export interface Sources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * The text of a file; undefined when there is none.
   *
   * @throws InvalidSettingsError when it is there and cannot be read.
   */
  readFile(path: string): string | undefined;
  /** The user's home, absolute. */
  readonly home: string;
  /** The project's folder, absolute: where `./clouds.yaml` is looked for. */
  readonly cwd: string;
  /** Stack configuration of the namespace `cloudimages`; keys with or without that prefix. */
  readonly stackConfig: Readonly<Record<string, string>>;
  /** The explicit provider whose settings these are, in place of the stack's: messages name it. */
  readonly provider?: string | undefined;
  /** Decides where clouds.yaml is looked for besides ~/.config. Default "linux". */
  readonly platform?: NodeJS.Platform | undefined;
}

/** An environment variable; an empty one counts as not set, as in most shells' scripts. */
export function variable(sources: Sources, name: string): string | undefined {
  const value = sources.env[name];
  return value === undefined || value.trim() === "" ? undefined : value;
}

/** A variable that holds a name or a path: invisible characters in it must not choose another cloud or file. */
export function visibleVariable(sources: Sources, name: string): string | undefined {
  const value = variable(sources, name);
  if (value !== undefined) refuseUnseen(`environment ${name}`, value);
  return value;
}

/** A path as people write it: `~` is the home, the rest is relative to the project's folder. */
export function absolute(path: string, { home, cwd }: Sources): string {
  if (path === "~" || path.startsWith("~/")) return join(home, path.slice(1));
  return isAbsolute(path) ? path : join(cwd, path);
}

/** A path as people like to read it. */
export function displayPath(path: string, { home }: Sources): string {
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
