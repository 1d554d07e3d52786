import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** From the top down: a file imports from its own layer and from those below it. */
const layers = [
  ["index", "dynamic", "cli", "policy-pack"],
  ["policies"],
  ["pulumi"],
  ["lifecycle"],
  ["resources"],
  ["clouds"],
  ["polling"],
  ["http"],
];

const provider = resolve(__dirname, "../provider");

interface Source {
  /** Path below provider/, without ".ts". */
  readonly name: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources: readonly Source[] = filesIn(provider).map((path) => {
  const text = readFileSync(path, "utf8");
  return { name: nameOf(path), text, imports: importsIn(text) };
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ["bin", "node_modules"].includes(entry.name) ? [] : filesIn(path);
    return entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts") ? [path] : [];
  });
}

function nameOf(path: string): string {
  return relative(provider, path).replace(/\.ts$/, "");
}

/** Static, type-only, dynamic and required ones. */
function importsIn(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const found = code.matchAll(
    /^(?:import|export)\s[^;"']*?from\s+"([^"]+)"|^import\s+"([^"]+)"|\b(?:import|require|fromPulumi)\("([^"]+)"\)/gm,
  );
  return [...found].map(([, from, bare, called]) => from ?? bare ?? called ?? "");
}

function layerOf(name: string): number {
  const top = name.split("/")[0] ?? "";
  return layers.findIndex((layer) => layer.includes(top));
}

/** The files of ours that a file imports. */
function ownImports({ name, imports }: Source): string[] {
  return imports
    .filter((path) => path.startsWith("."))
    .map((path) => {
      const target = nameOf(resolve(provider, dirname(name), path));
      return sources.some((source) => source.name === target) ? target : join(target, "index");
    });
}

it("there is something to look at, and every import leads to a file", () => {
  expect(sources.length).toBeGreaterThan(40);
  const names = new Set(sources.map(({ name }) => name));
  const lost = sources.flatMap((source) => ownImports(source).filter((target) => !names.has(target)));
  expect(lost).toEqual([]);
});

it("every file stands in a layer", () => {
  expect(sources.map(({ name }) => name).filter((name) => layerOf(name) < 0)).toEqual([]);
});

it("imports point down and never up", () => {
  const upward = sources.flatMap((source) =>
    ownImports(source)
      .filter((target) => layerOf(target) < layerOf(source.name))
      .map((target) => `${source.name} → ${target}`),
  );
  expect(upward).toEqual([]);
});

it("no file imports itself by way of others", () => {
  const edges = new Map(sources.map((source) => [source.name, ownImports(source)]));
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): void => {
    if (way.includes(name)) cycles.push([...way.slice(way.indexOf(name)), name].join(" → "));
    if (way.includes(name) || done.has(name)) return;
    for (const target of edges.get(name) ?? []) visit(target, [...way, name]);
    done.add(name);
  };
  for (const name of edges.keys()) visit(name, []);
  expect(cycles).toEqual([]);
});

it("rooms of one folder know each other in one direction only", () => {
  const roomIn = (folder: string, name: string) =>
    name.startsWith(folder) ? name.slice(folder.length).split("/").slice(0, -1)[0] : undefined;
  const folders = [...new Set(sources.map(({ name }) => name.split("/").slice(0, -2).join("/")))];
  const circles = folders
    .map((name) => `${name}/`)
    .flatMap((folder) => {
      const knows = new Map<string, Set<string>>();
      for (const source of sources) {
        const room = roomIn(folder, source.name);
        if (room === undefined) continue; // the folder's own files bring its rooms together
        const others = ownImports(source).map((target) => roomIn(folder, target));
        const known = others.filter((other) => other !== undefined && other !== room) as string[];
        knows.set(room, new Set([...(knows.get(room) ?? []), ...known]));
      }
      const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
        [...(knows.get(from) ?? [])].some(
          (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
        );
      return [...knows.keys()].filter((room) => reaches(room, room)).map((room) => folder + room);
    });
  expect(circles).toEqual([]);
});

it("neither form of the provider knows the other", () => {
  const [dynamic, native] = ["pulumi/dynamic/", "pulumi/native/"] as const;
  const across = sources.flatMap((source) => {
    const other = source.name.startsWith(dynamic) ? native : source.name.startsWith(native) ? dynamic : "-";
    return ownImports(source).flatMap((target) =>
      target.startsWith(other) ? [`${source.name} → ${target}`] : [],
    );
  });
  expect(across).toEqual([]);
  for (const form of [dynamic, native]) expect(sources.some(({ name }) => name.startsWith(form))).toBe(true);
});

it("nothing knows the plugin but itself: it is bundled, and its files stay out of the npm package", () => {
  const knowing = sources.filter((source) =>
    ownImports(source).some((target) => target.startsWith("pulumi/native/")),
  );
  expect(knowing.length).toBeGreaterThan(0);
  expect(knowing.map(({ name }) => name).filter((name) => !name.startsWith("pulumi/native/"))).toEqual([]);
});

it("only pulumi/ knows Pulumi", () => {
  const allowed = (name: string) => /^(pulumi|policies|policy-pack)\//.test(name);
  const knowing = sources.filter(({ imports }) => imports.some((path) => path.startsWith("@pulumi/")));
  expect(knowing.map(({ name }) => name).filter((name) => !allowed(name))).toEqual([]);
  expect(knowing.length).toBeGreaterThan(0);
});

it("rules are plain objects: of Pulumi they know types alone, so that they fit into a pack with its own @pulumi/policy", () => {
  const rules = sources.filter(({ name }) => name.startsWith("policies/"));
  expect(rules.length).toBeGreaterThan(18);
  const loading = rules.filter(({ text }) => /^import (?!type )[^;]*"@pulumi\//m.test(text));
  expect(loading.map(({ name }) => name)).toEqual([]);
});

it("one file alone opens connections, and one alone knows the real clock", () => {
  const importing = (path: string) =>
    sources.filter(({ imports }) => imports.includes(path)).map(({ name }) => name);
  expect(importing("undici").sort()).toEqual(["http/proxies/dispatchers", "http/proxies/undiciParts"]);
  expect(importing("node:timers/promises")).toEqual(["http/clock"]);
});

it("no file is longer than 300 lines", () => {
  const long = sources.filter(({ text }) => text.split("\n").length > 300);
  expect(long.map(({ name }) => name)).toEqual([]);
});

it("nothing is named utils, helpers, managers or common", () => {
  const vague = /(^|\/)(util|helper|manager|common|misc|shared)s?(\/|$)/i;
  expect(sources.map(({ name }) => name).filter((name) => vague.test(name))).toEqual([]);
});

/** Two packages, which only the wire connects: what plays a cloud must not believe what the provider believes. */
const packages = ["provider", "local-cloud"].map((name) => {
  const folder = resolve(__dirname, "..", name);
  const files = filesIn(folder).filter((path) => !/\.test\.ts$|[\\/]testing[\\/]/.test(path));
  return { name, folder, files };
});

it("the local cloud needs zod and nothing else", () => {
  const { dependencies } = JSON.parse(
    readFileSync(resolve(__dirname, "../local-cloud/package.json"), "utf8"),
  );
  expect(Object.keys(dependencies)).toEqual(["zod"]);
});

describe.each(packages)("$name", ({ folder, files }) => {
  const imported = files.flatMap((path) =>
    importsIn(readFileSync(path, "utf8")).map((target) => ({ path, target })),
  );
  const shown = (found: typeof imported) =>
    found.map(({ path, target }) => `${relative(folder, path)} → ${target}`);

  it("imports no file from outside of its own folder, and nothing from the other package", () => {
    const outside = imported.filter(({ path, target }) =>
      target.startsWith(".")
        ? !resolve(dirname(path), target).startsWith(folder + sep)
        : target.startsWith("pulumi-cloud-images"),
    );
    expect(imported.length).toBeGreaterThan(300);
    expect(shown(outside)).toEqual([]);
  });

  it("has at most 15 sources in a folder, but for the rules of the policies", () => {
    const counts = new Map<string, number>();
    for (const path of files) {
      const room = relative(folder, dirname(path));
      counts.set(room, (counts.get(room) ?? 0) + 1);
    }
    const crowded = [...counts].filter(([room, count]) => count > 15 && room !== join("policies", "rules"));
    expect(crowded).toEqual([]);
  });
});
