import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";

/** What programs see of our types: the declarations that the package's exports reach, as they were compiled. */

const provider = resolve(__dirname, "../provider");
const { exports, types, typesVersions } = JSON.parse(readFileSync(join(provider, "package.json"), "utf8"));
const entries: [string, string][] = Object.entries<{ types?: string }>(exports).flatMap(
  ([name, { types: file }]) => (file === undefined ? [] : [[name, file]]),
);

interface Declarations {
  readonly files: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
}

function reachedFrom(entry: string): Declarations {
  const files = new Set<string>();
  const packages = new Set<string>();
  const walk = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    const code = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, ""); // comments show programs
    for (const [, name = ""] of code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?)"([^"]+)"/g)) {
      if (name.startsWith(".")) walk(`${resolve(dirname(file), name)}.d.ts`);
      else
        packages.add(
          name
            .split("/")
            .slice(0, name.startsWith("@") ? 2 : 1)
            .join("/"),
        );
    }
  };
  walk(entry);
  return { files, packages };
}

describe.each(entries)("the declarations of %s", (name, file) => {
  const { files, packages } = reachedFrom(join(provider, file));

  it("take types from Pulumi's packages alone, which programs have", () => {
    const expected = name === "./policies" ? ["@pulumi/policy"] : ["@pulumi/pulumi"];
    expect([...packages]).toEqual(expected);
  });

  it("can be read by the oldest TypeScript, which Pulumi brings for projects that have none", () => {
    const pulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));
    const ts = pulumi("./vendor/typescript@3.8.3/typescript.js");
    const wrong = [...files].flatMap((one) => {
      const { parseDiagnostics } = ts.createSourceFile(
        one,
        readFileSync(one, "utf8"),
        ts.ScriptTarget.ES2020,
      );
      return parseDiagnostics.map(({ messageText }: { messageText: string }) => [
        relative(provider, one),
        messageText,
      ]);
    });
    expect(wrong).toEqual([]);
  });

  it("are found by resolvers that know no exports", () => {
    const found = name === "." ? types : typesVersions["*"][name.slice(2)]?.[0];
    expect(found).toBe(file);
  });
});
