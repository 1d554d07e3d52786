/** A resource as a YAML program writes it. */
export interface YamlResource {
  /** Without `cloudimages:index:`; another package's with its own. */
  type: string;
  properties?: object;
  options?: object;
  get?: object;
}

export interface YamlProgram {
  resources?: Readonly<Record<string, YamlResource>>;
  variables?: object;
  outputs?: object;
  /** Names in the stack's configuration, besides `volumeId`, which is always there. */
  settings?: readonly string[];
  /** Names of secrets in it. */
  secrets?: readonly string[];
}

/** A reference to a setting, a variable, a resource, or one of its outputs. */
export const ref = (place: string) => `\${${place}}`;

/** The text of a Pulumi.yaml that is a program. JSON is YAML. */
export function yamlProgram({
  resources = {},
  variables = {},
  outputs = {},
  settings = [],
  secrets = [],
}: YamlProgram): string {
  const config = [
    ...["volumeId", ...settings].map((name) => [name, { type: "string" }]),
    ...secrets.map((name) => [name, { type: "string", secret: true }]),
  ];
  const typed = Object.entries(resources).map(([name, { type, ...rest }]) => [
    name,
    { type: type.includes(":") ? type : `cloudimages:index:${type}`, ...rest },
  ]);
  return [
    "name: e2e",
    "runtime: yaml",
    `config: ${JSON.stringify(Object.fromEntries(config))}`,
    `variables: ${JSON.stringify(variables)}`,
    `resources: ${JSON.stringify(Object.fromEntries(typed))}`,
    `outputs: ${JSON.stringify(outputs)}`,
    "",
  ].join("\n");
}

/** The program of most tests, as `golden` of the dynamic form: one image, its arguments as given. */
export function goldenYaml(args: object = {}, options: object = {}): string {
  const shown = ["imageId", "name", "status", "description", "tags", "sizeBytes", "volumeSizeGiB", "region"];
  return yamlProgram({
    resources: {
      golden: { type: "VolumeImage", properties: { volumeId: ref("volumeId"), ...args }, options },
    },
    outputs: Object.fromEntries(shown.map((name) => [name, ref(`golden.${name}`)])),
  });
}
