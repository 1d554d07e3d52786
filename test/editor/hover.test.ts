import ts from "typescript";
import { policies } from "../../provider/policies";
import { at, type Editor, editorOf } from "./editor";
import { type Demands, lacks } from "./lacks";

/** Whoever writes a program reads these texts at the pointer, and nothing else: each name that the package exports is hovered over. */

const entries = editorOf(
  'import type * as images from "pulumi-cloud-images";\nimport type * as rules from "pulumi-cloud-images/policies";\n',
);

function exportsOf({ checker, source }: Editor, index: number): ts.Symbol[] {
  const specifier = source.statements.filter(ts.isImportDeclaration)[index];
  const module = specifier && checker.getSymbolAtLocation(specifier.moduleSpecifier);
  if (module === undefined) throw new Error("the package has no such entry");
  return checker.getExportsOfModule(module).map((one) => {
    return one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one;
  });
}

const exported = exportsOf(entries, 0);
const named = (flag: ts.SymbolFlags) => exported.filter(({ flags }) => flags & flag).map(({ name }) => name);
const classes = named(ts.SymbolFlags.Class);
const interfaces = named(ts.SymbolFlags.Interface);
const functions = named(ts.SymbolFlags.Function);

/** The members that our own files declare. */
function membersOf(name: string): { readonly name: string; readonly optional: boolean }[] {
  const symbol = exported.find((one) => one.name === name);
  const type = symbol && entries.checker.getDeclaredTypeOfSymbol(symbol);
  const members = (type?.getProperties() ?? []).filter(({ declarations = [], name: member }) => {
    const isOurs = declarations.some((one) =>
      /[\\/]provider[\\/]bin[\\/]/.test(one.getSourceFile().fileName),
    );
    return isOurs && !member.startsWith("__");
  });
  return members.map((member) => ({
    name: member.name,
    optional: (member.flags & ts.SymbolFlags.Optional) !== 0,
  }));
}

/** Hovers over each line's `^`, all in one program. */
function missingIn(
  lines: readonly { readonly marked: string; readonly demands: Demands }[],
  head = "",
): string[] {
  const imports =
    'import * as images from "pulumi-cloud-images";\nimport * as rules from "pulumi-cloud-images/policies";\n' +
    head;
  const text = imports + lines.map(({ marked }) => marked.replace("^", "")).join("\n");
  const editor = editorOf(text);
  let start = imports.length;
  return lines.flatMap(({ marked, demands }) => {
    const position = start + marked.indexOf("^");
    start += marked.length; // the mark stands for the line's end
    return lacks(editor.hover(position), demands).map((what) => `${marked.replace("^", "")}: ${what}`);
  });
}

const isArgs = (name: string) => /(Args|Source|Timeouts)$/.test(name);
const isResourceArgs = (name: string) =>
  classes.includes(name.replace(/Args$/, "")) || name === "JobImageArgs";

it("names what a text lacks", () => {
  const hover = at("/** the size */ declare const a: { size?: number }; a.si^ze", (editor, position) =>
    editor.hover(position),
  );
  expect(lacks(hover, { default: true, example: true, change: true, words: ["import"] })).toEqual([
    "a text in sentences",
    "a unit",
    "a default",
    "an example",
    "what a change does",
    '"import"',
  ]);
});

it("finds the classes, arguments and look-ups that programs use", () => {
  expect(classes.sort()).toEqual(["DataImage", "DataVolumeTemplate", "FullEcsImage", "VolumeImage"]);
  expect(interfaces).toEqual(expect.arrayContaining(["VolumeImageArgs", "GetImagesArgs", "FoundImage"]));
  expect(functions).toEqual(expect.arrayContaining(["getImage", "getImagesOutput", "uniqueName"]));
});

it("each class says what it is, how an image that exists comes in, and shows a program, by its name and after `new`", () => {
  const lines = classes.flatMap((name) => {
    const words = [`npx pulumi-cloud-images import ${name} <name> <id>`, `${name}.get(`, `new ${name}(`];
    return [
      { marked: `type Of${name} = images.^${name};`, demands: { words, example: true } },
      { marked: `new images.^${name}("it", {} as never);`, demands: { words, example: true } },
      { marked: `images.${name}.^get("it", "id");`, demands: { example: true } },
    ];
  });
  const sources = ["instanceId", "csbsBackupId", "cbrBackupId"].map((source) => ({
    marked: `new images.^FullEcsImage("it", { source: { ${source}: "id" } });`,
    demands: { words: ["npx pulumi-cloud-images import FullEcsImage"], example: true },
  }));
  expect(missingIn([...lines, ...sources])).toEqual([]);
});

it("each output has a text, with its unit where it is a number", () => {
  const lines = classes.flatMap((name) =>
    membersOf(name).map((member) => ({
      marked: `({} as images.${name}).^${member.name};`,
      demands: {},
    })),
  );
  expect(lines.length).toBeGreaterThan(80);
  expect(missingIn(lines)).toEqual([]);
});

it("each argument says what it is, its unit, its default, an example, and what a change of it does", () => {
  const lines = interfaces.flatMap((name) =>
    membersOf(name).map((member) => ({
      marked: `({} as images.${name}).^${member.name};`,
      demands: isArgs(name) ? { default: member.optional, example: true, change: isResourceArgs(name) } : {},
    })),
  );
  expect(lines.length).toBeGreaterThan(100);
  expect(missingIn(lines)).toEqual([]);
});

it("each type, look-up and origin has a text, and the look-ups show a call", () => {
  const origins = ["volumeId", "instanceId", "backupId", "bucket", "object", "snapshotUuid"];
  const types = named(ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias);
  const lines = [
    ...types.map((name) => ({ marked: `type Of${name} = images.^${name};`, demands: {} })),
    ...functions.map((name) => ({ marked: `images.^${name};`, demands: { example: true } })),
    ...origins.map((key) => ({
      marked: `({} as Extract<images.ImageOrigin, { ${key}: string }>).^${key};`,
      demands: {},
    })),
  ];
  expect(missingIn(lines)).toEqual([]);
});

it("`source` names its choices, and so does each choice", () => {
  const words = ["instanceId", "vaultId", "csbsBackupId", "cbrBackupId"];
  const lookup = ["volumeId", "instanceId", "backupId", "bucket", "snapshotUuid"];
  const lines = [
    { marked: 'new images.FullEcsImage("it", { ^source: {} as never });', demands: { words } },
    {
      marked: 'new images.FullEcsImage("it", { source: { ^cbrBackupId: "id" } });',
      demands: { words: ["CBR"] },
    },
    {
      marked: 'new images.DataImage("it", { ^source: {} as never, minDiskGiB: 1 });',
      demands: { words: ["bucket", "object"] },
    },
    { marked: "images.getImages({ ^source: {} as never });", demands: { words: lookup } },
  ];
  expect(missingIn(lines)).toEqual([]);
});

it("each policy says its name, its enforcement, and its settings with their defaults, and shows a configuration", () => {
  const names = exportsOf(entries, 1).map(({ name }) => name);
  expect(names).toHaveLength(policies.length + 1);
  const lines = policies.map(({ name, configSchema }) => ({
    marked: `rules.^${name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())};`,
    demands: {
      example: true,
      words: [
        `\`${name}\``,
        "by default",
        "new PolicyPack(",
        ...Object.entries(configSchema?.properties ?? {}).map(
          ([setting, { default: value }]) =>
            `\`${setting}\` (default ${value === undefined ? "none" : `\`${JSON.stringify(value)}\``})`,
        ),
      ],
    },
  }));
  expect(missingIn([...lines, { marked: "rules.^policies;", demands: {} }])).toEqual([]);
});
