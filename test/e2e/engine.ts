// The real Pulumi CLI for end-to-end tests: every stack has a project folder, a backend and a home of its own.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isFolder, isLean, writeProgram, writeProject } from "./projectFolder";
import { isStack, storedState } from "./storedState";

const root = path.resolve(__dirname, "../..");
/** Programs and providers start faster with it, and with the archive at E2E_ARCHIVE; with E2E_PLAIN_START as they do with users. */
const fastStart = path.join(root, "tools/test/start/programs.cjs");
const stackName = "test";
const longestRunSeconds = 180;

// jest has no time limit per project: whoever uses the engine gets one that suits several runs of it.
jest.setTimeout(4 * 60_000);

export interface StackOptions {
  /** A folder with a program (copied), the TypeScript text of one, or the text of a Pulumi.yaml that is one. */
  program: string;
  /** Folders before the engine's on PATH, with plugins and language hosts. */
  path?: readonly string[];
  /** Whether a folder starts as lean as the text of a program does, not as its users start it. */
  lean?: boolean;
  config?: Record<string, string>;
  secretConfig?: Record<string, string>;
  /** Environment of the engine, and so of the provider; nothing of the test's own environment reaches them. */
  env?: Record<string, string>;
  /** Text of a clouds.yaml; OS_CLIENT_CONFIG_FILE points to it. */
  cloudsYaml?: string;
}

export interface RunOptions {
  env?: Record<string, string>;
  args?: string[];
  /** The default is to print everything and throw when the exit code is not 0. */
  mayFail?: boolean;
}

/** One line of the engine's event log, of which there are more kinds. */
export interface EngineEvent {
  resourcePreEvent?: { metadata: Step };
  diagnosticEvent?: { urn?: string; message: string; severity: string };
}

interface Step {
  op: string;
  urn: string;
  type: string;
}

export interface Result {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  /** stdout and stderr in the order in which they came. */
  text: string;
  events: EngineEvent[];
  /** What the engine did, or in a preview would do, in its order, without the stack and its providers. */
  steps: Step[];
}

export interface Running {
  readonly text: string;
  /** Resolves when the output so far matches; rejects when the process ends before. */
  saw(pattern: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  readonly done: Promise<Result>;
}

export type Stack = ReturnType<typeof createStack>;

let binFolder: string | undefined;

/** The folder of the engine (tools/engine finds or makes it). */
export function engineFolder(): string {
  if (!binFolder) {
    const found = execFileSync(process.execPath, [path.join(root, "tools/engine/main.mjs")], {
      encoding: "utf8",
    });
    binFolder = / in (.+)$/m.exec(found)?.[1];
    if (!binFolder) throw new Error(`tools/engine/main.mjs did not name an engine: ${found}`);
  }
  return binFolder;
}

export function createStack(options: StackOptions) {
  const folder = mkdtempSync(path.join(tmpdir(), "cloud-images-e2e-"));
  const project = path.join(folder, "project");
  writeProject(project, options.program);
  const env = engineEnvironment(folder, options);
  const running = new Set<ChildProcess>();
  let runs = 0;

  function start(args: string[], runOptions: Omit<RunOptions, "mayFail"> = {}): Running {
    const log = path.join(folder, `events-${++runs}.json`);
    const logged = /^(up|preview|refresh|destroy|import)$/.test(args[0] ?? "") ? ["--event-log", log] : [];
    const command = ["--non-interactive", "--color", "never", ...args, ...logged, ...(runOptions.args ?? [])];
    const child = spawn("pulumi", command, {
      cwd: project,
      env: { ...env, ...runOptions.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    const output = { stdout: "", text: "" };
    const watchers = new Set<() => void>();
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        if (stream === child.stdout) output.stdout += chunk;
        output.text += chunk;
        for (const watcher of watchers) watcher();
      });
    }
    const limit = setTimeout(() => child.kill("SIGKILL"), longestRunSeconds * 1000);
    const done = new Promise<Result>((resolve, reject) => {
      child.once("error", reject);
      // "exit", not "close": a provider that outlives its engine holds the pipes open.
      child.once("exit", (code, signal) =>
        setTimeout(() => {
          clearTimeout(limit);
          running.delete(child);
          const events = readEvents(log);
          resolve({ code, signal, ...output, events, steps: stepsOf(events) });
        }, 20),
      );
    });
    const saw = (pattern: RegExp) =>
      new Promise<void>((resolve, reject) => {
        const look = () => {
          if (!pattern.test(output.text)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
        done.then(
          () => reject(new Error(`pulumi ended before ${pattern} was seen:\n${output.text}`)),
          reject,
        );
      });
    return {
      get text() {
        return output.text;
      },
      saw,
      kill: (signal) => child.kill(signal),
      done,
    };
  }

  async function run(args: string[], { mayFail = false, ...runOptions }: RunOptions = {}): Promise<Result> {
    const result = await start(args, runOptions).done;
    if (!mayFail && result.code !== 0) {
      throw new Error(`pulumi ${args.join(" ")} ended with ${result.code ?? result.signal}:\n${result.text}`);
    }
    return result;
  }

  // Also for synchronous callers: the stack exists before the first command runs.
  const pulumi = (...args: string[]) =>
    execFileSync("pulumi", args, { cwd: project, env, encoding: "utf8", stdio: "pipe" });
  // Written, not set: a command less for each stack. JSON is YAML, and a key without a namespace is the project's.
  if (options.config)
    writeFileSync(path.join(project, `Pulumi.${stackName}.yaml`), JSON.stringify({ config: options.config }));
  pulumi("stack", "init", stackName);
  for (const [key, value] of Object.entries(options.secretConfig ?? {}))
    pulumi("config", "set", "--secret", "--", key, value);

  // biome-ignore lint/suspicious/noExplicitAny: tests look at a few fields of a large format that is not ours
  const exportState = async (...args: string[]): Promise<any> =>
    storedState(folder, args.includes("--show-secrets")) ??
    JSON.parse((await run(["stack", "export", ...args])).stdout);

  return {
    project,
    /** What the engine is given, for other commands that users run beside it. */
    env,
    start,
    run,
    config: {
      set: (key: string, value: string) => run(["config", "set", "--", key, value]),
      /** Each `pulumi config set` takes a second on a busy machine; this is one for all. */
      setAll: (values: Readonly<Record<string, string>>) =>
        run([
          "config",
          "set-all",
          ...Object.entries(values).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]),
        ]),
    },
    /** Replaces the program (its text), as an edit between two runs does. */
    setProgram: (text: string) => writeProgram(project, text, isLean(options.program)),
    up: (runOptions?: RunOptions) => run(["up", "--yes", "--skip-preview"], runOptions),
    preview: ({ expectNoChanges = false, ...rest }: RunOptions & { expectNoChanges?: boolean } = {}) =>
      run(["preview", "--diff", ...(expectNoChanges ? ["--expect-no-changes"] : [])], rest),
    refresh: (runOptions?: RunOptions) => run(["refresh", "--yes", "--skip-preview"], runOptions),
    destroy: (runOptions?: RunOptions) => run(["destroy", "--yes", "--skip-preview"], runOptions),
    cancel: (runOptions?: RunOptions) => run(["cancel", "--yes"], runOptions),
    /** The state: `deployment.resources`, `deployment.pending_operations`. */
    export: exportState,
    /** The resource of this name as the state has it: `inputs`, `outputs`, `initErrors`; undefined when it is not there. */
    resource: async (name: string) => {
      const { deployment } = await exportState();
      return (deployment.resources ?? []).find(({ urn }: { urn: string }) => urn.endsWith(`::${name}`));
    },
    // biome-ignore lint/suspicious/noExplicitAny: outputs are whatever the program exports
    outputs: async (): Promise<Record<string, any>> => {
      const stored = storedState(folder, true)?.deployment.resources?.find(isStack);
      return stored
        ? (stored.outputs ?? {})
        : JSON.parse((await run(["stack", "output", "--json", "--show-secrets"])).stdout);
    },
    /** Ends what was started here and removes the folder. Does not destroy: the cloud is the test's own. */
    dispose: () => {
      for (const child of running) child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function engineEnvironment(folder: string, options: StackOptions): Record<string, string> {
  for (const name of ["home", "backend", "user"]) mkdirSync(path.join(folder, name));
  const node = path.dirname(process.env.E2E_NODE ?? process.execPath);
  const env: Record<string, string> = {
    PATH: [...(options.path ?? []), engineFolder(), node, "/usr/local/bin", "/usr/bin", "/bin"].join(
      path.delimiter,
    ),
    HOME: path.join(folder, "user"),
    LANG: "C.UTF-8",
    TMPDIR: folder,
    PULUMI_HOME: path.join(folder, "home"),
    // Without the sidecar files: an engine that is killed while it writes one leaves a state that none can load (fileblob, setAttrs).
    PULUMI_BACKEND_URL: `file://${path.join(folder, "backend")}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE: "test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DEBUG_COMMANDS: "true", // makes --event-log known
    // A command of the engine ends before its garbage is worth collecting, where it does not make very much.
    GOGC: "off",
    GOMEMLIMIT: "512MiB",
  };
  const lean = isLean(options.program) || (options.lean && !process.env.E2E_PLAIN_START);
  if (lean || !isFolder(options.program)) env.PULUMI_NODEJS_TRANSPILE_ONLY = "true";
  if (lean) {
    env.NODE_OPTIONS = `--require=${JSON.stringify(fastStart)}`;
    if (process.env.E2E_ARCHIVE) env.E2E_ARCHIVE = process.env.E2E_ARCHIVE;
  }
  if (options.cloudsYaml !== undefined) {
    env.OS_CLIENT_CONFIG_FILE = path.join(folder, "clouds.yaml");
    writeFileSync(env.OS_CLIENT_CONFIG_FILE, options.cloudsYaml, { mode: 0o600 });
  }
  return { ...env, ...options.env };
}

function readEvents(log: string): EngineEvent[] {
  if (!existsSync(log)) return [];
  // A killed engine may leave half a line at the end.
  return readFileSync(log, "utf8")
    .split("\n")
    .flatMap((line) => (line.endsWith("}") ? [JSON.parse(line) as EngineEvent] : []));
}

function stepsOf(events: EngineEvent[]) {
  return events.flatMap(({ resourcePreEvent }) => {
    // Stack and default providers are the engine's own.
    if (!resourcePreEvent || resourcePreEvent.metadata.type.startsWith("pulumi:")) return [];
    const { op, urn, type } = resourcePreEvent.metadata;
    return [{ op, urn, type }];
  });
}
