import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { profiles } from "../../../provider/clouds/profiles/traits";
import { configurationKeys, secretFields } from "../../../provider/clouds/settings";
import { definitions } from "../../../provider/pulumi/native/definitions";
import { NamedTypes } from "../../../provider/pulumi/native/schema/namedTypes";
import { packageSchema } from "../../../provider/pulumi/native/schema/packageSchema";
import { resourceSpec } from "../../../provider/pulumi/native/schema/resourceSpec";
import type {
  EnumSpec,
  ObjectSpec,
  Properties,
  PropertySpec,
} from "../../../provider/pulumi/native/schema/spec";
import { defaultTimeouts } from "../../../provider/resources/defaultTimeouts";

const provider = resolve(__dirname, "../../../provider");
const read = (file: string) => readFileSync(join(provider, file), "utf8");
const manifest = JSON.parse(read("package.json"));
const schema = packageSchema(manifest);
const { types, resources, functions } = schema;

type Type = keyof typeof definitions;
const kinds = Object.keys(definitions) as Type[];
const resourceOf = (type: Type) => resources[`cloudimages:index:${type}`] as ReturnType<typeof resourceSpec>;
const inputOf = (type: Type, name: string) => resourceOf(type).inputProperties[name] as PropertySpec;
const objectCalled = (name: string) => types[`cloudimages:index:${name}`] as ObjectSpec;

test("provider/schema.json is current: `npm run docs` writes it", () => {
  expect(JSON.parse(read("schema.json"))).toEqual(JSON.parse(JSON.stringify(schema)));
});

/** The members of an interface or class as TypeScript programs see them: the name, whether it may be absent, the comment. */
interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly comment: string;
}

/** Of a class the declared ones alone: a constructor's parameters are none. */
function membersOf(file: string, start: RegExp): Member[] {
  const text = read(file).replace(/\r/g, "");
  const from = text.search(start);
  if (from < 0) throw new Error(`${file} has nothing like ${start}`);
  const body = text.slice(from, from + text.slice(from).search(/^(\}| {2}\};)/m));
  const keyword = /^export abstract class/.test(body) ? "declare readonly " : "(?:readonly )?";
  const comments = String.raw`(?:/\*\*((?:(?!\*/)[\s\S])*)\*/\s*)?`;
  const member = new RegExp(String.raw`${comments}\b${keyword}(\w+)(\?)?: ([^;]+);`, "g");
  return [...body.matchAll(member)].map(([, comment = "", name = "", mark, type = ""]) => ({
    name,
    optional: mark === "?" || /\| undefined/.test(type),
    comment: comment
      .split("\n")
      .map((line) => line.replace(/^\s*\*?\s?/, "").trim())
      .filter((line) => line !== "" && !line.startsWith("@"))
      .join(" "),
  }));
}

const declared = (type: Type) => `pulumi/dynamic/declared/${type.charAt(0).toLowerCase()}${type.slice(1)}.ts`;

test.each(kinds)("%s takes the arguments of the class for programs, and no others", (type) => {
  const args = membersOf(declared(type), new RegExp(`^export interface ${type}Args`, "m"));
  const { inputProperties, requiredInputs } = resourceOf(type);
  expect(Object.keys(inputProperties)).toEqual(args.map(({ name }) => name));
  expect(requiredInputs).toEqual(args.flatMap(({ name, optional }) => (optional ? [] : [name])));
});

test.each(kinds)("%s has the outputs of the class for programs, and no others", (type) => {
  const outputs = [...membersOf(declared(type), /^export abstract class/m)];
  const { properties, required } = resourceOf(type);
  expect(Object.keys(properties).sort()).toEqual(outputs.map(({ name }) => name).sort());
  expect([...required].sort()).toEqual(
    outputs.flatMap(({ name, optional }) => (optional ? [] : [name])).sort(),
  );
});

test.each(kinds)("each argument of %s is described as in the class for programs", (type) => {
  for (const { name, comment } of membersOf(
    declared(type),
    new RegExp(`^export interface ${type}Args`, "m"),
  )) {
    const { description = "" } = inputOf(type, name);
    expect(description.replace(/ Default: .*?\.(?= [A-Z])/, "").replace(/ Example: `.*`\.$/, "")).toBe(
      comment,
    );
  }
});

/** Objects whose types in TypeScript are written by hand. */
const byHand: readonly (readonly [name: string, file: string, start: RegExp])[] = [
  ["Timeouts", "pulumi/dynamic/timeouts.ts", /^export interface Timeouts/m],
  ["ObjectSource", "pulumi/objectSource.ts", /^export interface ObjectSource/m],
  ["BackupStorageRef", "pulumi/backupStorageRef.ts", /^export interface BackupStorageRef/m],
  ["FoundImage", "pulumi/lookup/foundImage.ts", /^export interface FoundImage/m],
];

test.each(byHand)("%s has the fields and words of its type in TypeScript", (name, file, start) => {
  const members = membersOf(file, start);
  const { properties, required } = objectCalled(name);
  expect(Object.keys(properties)).toEqual(members.map((member) => member.name));
  expect(required).toEqual(members.flatMap((member) => (member.optional ? [] : [member.name])));
  expectWords(properties, members);
});

test("the source of a full-ECS image has the fields of all its forms, none of them required", () => {
  const text = read("pulumi/fullEcsSource.ts");
  const { properties, required } = objectCalled("FullEcsSource");
  expect(Object.keys(properties).sort()).toEqual(
    [...new Set([...text.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name = ""]) => name))].sort(),
  );
  expect(required).toEqual([]);
  const words = text.replace(/\s+\*\s+/g, " ");
  for (const { description = "" } of Object.values(properties)) expect(words).toContain(description);
});

test("look-ups take the arguments of the functions for programs, and no others", () => {
  const several = membersOf("pulumi/lookup/lookupArgs.ts", /^export interface GetImagesArgs/m);
  const one = [
    ...several.filter(({ name }) => name !== "limit"),
    ...membersOf("pulumi/lookup/lookupArgs.ts", /^export interface GetImageArgs/m),
  ];
  const { getImage, getImages } = Object.fromEntries(
    Object.entries(functions).map(([token, spec]) => [token.split(":")[2], spec]),
  );
  for (const [spec, members] of [
    [getImage, one],
    [getImages, several],
  ] as const) {
    const { properties = {}, required } = spec?.inputs ?? {};
    expect(Object.keys(properties).sort()).toEqual(members.map(({ name }) => name).sort());
    expect(required).toEqual([]);
    expectWords(properties, members);
  }
  expect(getImage?.outputs).toEqual(objectCalled("FoundImage"));
  expect(getImages?.outputs.properties.images?.items).toEqual({
    $ref: "#/types/cloudimages:index:FoundImage",
  });
  expect(Object.keys(objectCalled("ImageOrigin").properties)).toEqual([
    "volumeId",
    "instanceId",
    "backupId",
    "bucket",
    "object",
    "snapshotUuid",
  ]);
});

function expectWords(properties: Properties, members: readonly Member[]): void {
  for (const { name, comment } of members)
    if (comment !== "") expect([name, properties[name]?.description]).toEqual([name, comment]);
}

test("everything is described in sentences", () => {
  const objects = [
    ...Object.values(resources).flatMap(({ inputProperties, properties }) => [inputProperties, properties]),
    ...Object.values(functions).flatMap(({ inputs, outputs }) => [inputs.properties, outputs.properties]),
    schema.provider.inputProperties,
  ];
  const bare = objects.flatMap((properties) =>
    Object.entries(properties).filter(([, { description }]) => !/^[A-Z`].*[.…]$/.test(description ?? "")),
  );
  expect(objects.length).toBe(13);
  expect(bare).toEqual([]);
  for (const type of kinds)
    expect(resourceOf(type).description).toContain(`cloudimages:index:${type} <name>`);
});

test("each argument says its default, an example, and what a change of it does", () => {
  const missing = kinds.flatMap((type) =>
    Object.entries(resourceOf(type).inputProperties).flatMap(([name, { description = "" }]) => {
      const demanded = [
        ...(resourceOf(type).requiredInputs.includes(name) ? [] : ["Default: "]),
        "Example: `",
        /^(?!.*([Rr]eplaces|[Cc]hanged in place|a change sends nothing))/,
      ];
      const lacking = demanded.filter((what) =>
        typeof what === "string" ? !description.includes(what) : what.test(description),
      );
      return lacking.map((what) => `${type}.${name}: ${what}`);
    }),
  );
  expect(missing).toEqual([]);
});

test("every named type and each of its fields is described", () => {
  const bare = Object.entries(types).flatMap(([token, spec]) =>
    "properties" in spec
      ? Object.entries(spec.properties).flatMap(([name, { description }]) =>
          /^[A-Z`].*[.…]$/.test(description ?? "") ? [] : [`${token}.${name}`],
        )
      : [],
  );
  expect(bare).toEqual([]);
});

test("a resource shows a program in YAML, with the arguments that it needs", () => {
  for (const type of kinds) {
    const { description, requiredInputs } = resourceOf(type);
    const [, program = ""] = /```yaml\n([\s\S]*?)```/.exec(description) ?? [];
    const { type: token, properties } = parse(program).resources.golden;
    expect([token, Object.keys(properties)]).toEqual([`cloudimages:index:${type}`, requiredInputs]);
  }
});

test("the provider takes every key of the stack's configuration, and credentials are secrets", () => {
  const { inputProperties } = schema.provider;
  expect(Object.keys(inputProperties)).toEqual(configurationKeys);
  expect(schema.config.variables).toEqual(inputProperties);
  const secret = Object.entries(inputProperties).filter(([, spec]) => spec.secret);
  expect(secret.map(([name]) => name)).toEqual(secretFields);
  expect(secretFields.length).toBeGreaterThan(5);
  for (const profile of profiles) expect(inputProperties.profile?.description).toContain(`\`${profile}\``);
});

test("settings are texts, but for switches and a port, which programs write as such", () => {
  const others = Object.entries(schema.provider.inputProperties).filter(([, { type }]) => type !== "string");
  expect(others.map(([name, { type }]) => [name, type])).toEqual([
    ["port", "integer"],
    ["verify", "boolean"],
    ["insecure", "boolean"],
    ["allowHttp", "boolean"],
  ]);
});

test("an argument replaces where every cloud that has it replaces, and the engine does not decide it", () => {
  const replacing = (type: Type) =>
    Object.entries(resourceOf(type).inputProperties).flatMap(([name, spec]) =>
      spec.willReplaceOnChanges ? [name] : [],
    );
  expect(replacing("VolumeImage")).toEqual([
    "volumeId",
    "force",
    "containerFormat",
    "diskFormat",
    "triggers",
  ]);
  expect(replacing("FullEcsImage")).toEqual(["triggers", "source"]);
  expect(replacing("DataImage")).toEqual(["triggers", "source", "minDiskGiB", "osType", "cmkId"]);
  expect(replacing("DataVolumeTemplate")).toEqual([
    "snapshotUuid",
    "backupStorageUuids",
    "tagUuids",
    "systemTags",
    "triggers",
  ]);
  expect(JSON.stringify(schema)).not.toContain('"replaceOnChanges"');
});

test("a list or a map is Any: Python's SDK refuses both members of such a union", () => {
  for (const type of kinds) expect(inputOf(type, "triggers")).toMatchObject({ $ref: "pulumi.json#/Any" });
});

test("enums have the values of the rules; where clouds differ or a value has two spellings, any text fits", () => {
  const valuesOf = (name: string) =>
    (types[`cloudimages:index:${name}`] as EnumSpec).enum.map(({ value }) => value);
  expect(inputOf("VolumeImage", "firmwareType")).toMatchObject({
    $ref: expect.stringMatching(/:FirmwareType$/),
  });
  expect(valuesOf("FirmwareType")).toEqual(["bios", "uefi"]);
  for (const [type, name, enumName] of [
    ["VolumeImage", "diskFormat", "DiskFormat"],
    ["VolumeImage", "osType", "OsType"],
    ["DataImage", "osType", "OsType"],
  ] as const) {
    expect(inputOf(type, name).oneOf).toEqual([
      { type: "string" },
      { $ref: `#/types/cloudimages:index:${enumName}` },
    ]);
  }
  expect(valuesOf("OsType")).toEqual(["linux", "windows"]);
  expect(valuesOf("DiskFormat")).toEqual(
    expect.arrayContaining(["zvhd2", "vhd", "raw", "qcow2", "vmdk", "ploop"]),
  );
});

test("numbers are integers, with their unit in the name, but for sizes in bytes, which 32 bits do not hold", () => {
  const numbers = Object.values(resources).flatMap(({ inputProperties, properties }) =>
    [...Object.entries(inputProperties), ...Object.entries(properties)].filter(([, { type }]) =>
      ["integer", "number"].includes(type ?? ""),
    ),
  );
  expect(numbers.length).toBeGreaterThan(15);
  for (const [name, { type }] of numbers) {
    expect(name).toMatch(/(GiB|MiB|Bytes)$/);
    expect([name, type]).toEqual([name, name.endsWith("Bytes") ? "number" : "integer"]);
  }
});

test("every type that is referred to is there, and every type is referred to", () => {
  const named = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/types\/([^"]+)"/g)].map(
    ([, token]) => token,
  );
  expect([...new Set(named)].sort()).toEqual(Object.keys(types).sort());
});

test("two types cannot have one name", () => {
  const named = new NamedTypes();
  named.add("Size", { type: "string", enum: [{ value: "small" }] });
  expect(named.add("Size", { type: "string", enum: [{ value: "small" }] })).toEqual({
    $ref: "#/types/cloudimages:index:Size",
  });
  expect(() => named.add("Size", { type: "string", enum: [{ value: "large" }] })).toThrow(/Size/);
});

test("a deprecated argument says what to use instead", () => {
  const { resource, outputs } = definitions.VolumeImage;
  const fields = {
    ...resource.fields,
    force: { ...resource.fields.force, deprecated: "Use another volume." },
  } as unknown as typeof resource.fields;
  const { inputProperties } = resourceSpec(
    "VolumeImage",
    { resource: { ...resource, fields }, outputs },
    new NamedTypes(),
  );
  expect(inputProperties.force?.deprecationMessage).toBe("Use another volume.");
  expect(inputProperties.volumeId?.deprecationMessage).toBeUndefined();
});

test("where the plugin is fetched from stands in package.json alone, and nowhere as long as it is nowhere", () => {
  expect(schema).not.toHaveProperty("pluginDownloadURL");
  const published = packageSchema({
    ...manifest,
    repository: { url: "git+https://git.example/images/pulumi.git" },
    pluginDownloadURL: "https://files.example/plugins",
  });
  expect(published).toMatchObject({
    version: manifest.version,
    repository: "https://git.example/images/pulumi",
    pluginDownloadURL: "https://files.example/plugins",
  });
});

test("defaults are told in words, and no SDK sends them: a program that says nothing has the marks of one that says nothing", () => {
  expect(JSON.stringify(schema)).not.toContain('"default":');
  expect(inputOf("VolumeImage", "timeouts").description).toContain(`"${defaultTimeouts.create}"`);
});
