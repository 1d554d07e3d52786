import { join, resolve } from "node:path";
import ts from "typescript";

/** What an editor shows of a program that uses the package as it is published: TypeScript's language service over `provider/bin`. */

const root = resolve(__dirname, "../..");
const program = join(root, "program.ts"); // is not written: it finds the packages from there

export interface Hover {
  /** The declaration, such as `(property) status: pulumi.Output<string>`. */
  readonly signature: string;
  readonly text: string;
  /** `default`, `example`, … with what they say. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface Editor {
  readonly checker: ts.TypeChecker;
  readonly source: ts.SourceFile;
  hover(position: number): Hover;
  /** What is offered at a position, without Pulumi's own `apply` and `get`, which any input may have. */
  completions(position: number): string[];
}

const options: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2020,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  types: [],
};

/** Files do not change while a test runs. */
const registry = ts.createDocumentRegistry();

export function editorOf(text: string): Editor {
  const isProgram = (file: string) => resolve(file) === program;
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => [program],
    getScriptVersion: (file) => (isProgram(file) ? text : "1"),
    getScriptSnapshot(file) {
      const content = isProgram(file) ? text : ts.sys.readFile(file);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => root,
    getCompilationSettings: () => options,
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    fileExists: (file) => isProgram(file) || ts.sys.fileExists(file),
    readFile: (file) => (isProgram(file) ? text : ts.sys.readFile(file)),
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    ...(ts.sys.realpath && { realpath: ts.sys.realpath }),
  };
  const service = ts.createLanguageService(host, registry);
  const compiled = service.getProgram();
  const source = compiled?.getSourceFile(program);
  if (compiled === undefined || source === undefined) throw new Error("the program cannot be read");
  return {
    checker: compiled.getTypeChecker(),
    source,
    hover(position) {
      const info = service.getQuickInfoAtPosition(program, position);
      if (info === undefined)
        throw new Error(`nothing to hover over: ${text.slice(position, position + 40)}`);
      const tags = (info.tags ?? []).map(({ name, text: said }) => [name, ts.displayPartsToString(said)]);
      return {
        signature: ts.displayPartsToString(info.displayParts),
        text: ts.displayPartsToString(info.documentation),
        tags: Object.fromEntries(tags),
      };
    },
    completions(position) {
      const { entries = [] } = service.getCompletionsAtPosition(program, position, {}) ?? {};
      const names = entries.map(({ name }) => name);
      return names.filter((name) => name !== "apply" && name !== "get").sort();
    },
  };
}

const head = 'import * as pulumi from "@pulumi/pulumi";\nimport * as images from "pulumi-cloud-images";\n';

/** Asks about the place that `^` marks in a program. */
export function at<Answer>(marked: string, ask: (editor: Editor, position: number) => Answer): Answer {
  const before = `${head}${marked.split("^")[0]}`;
  return ask(editorOf(head + marked.replace("^", "")), before.length);
}
