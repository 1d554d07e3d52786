/** The options of each subcommand, in words that Node reads. They stand here so that no subcommand is loaded to find an option. */

export const initOptions = {
  cloud: { type: "string" },
  "sign-in": { type: "string" },
  "secret-stdin": { type: "boolean" },
  "clouds-yaml": { type: "string" },
  "skip-checks": { type: "boolean" },
  resource: { type: "string" },
  language: { type: "string" },
  name: { type: "string" },
  stack: { type: "string" },
  backend: { type: "string" },
  yes: { type: "boolean", short: "y" },
  "dry-run": { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export const orphansOptions = {
  state: { type: "string" },
  stack: { type: "string" },
  cloud: { type: "string", multiple: true },
  owner: { type: "string" },
  "config-file": { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export const doctorOptions = {
  cloud: { type: "string" },
  stack: { type: "string" },
  "config-file": { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export const sourcesOptions = {
  bucket: { type: "string" },
  name: { type: "string" },
  exportable: { type: "boolean" },
  cloud: { type: "string" },
  stack: { type: "string" },
  "config-file": { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export const importOptions = {
  tag: { type: "string", multiple: true },
  "name-pattern": { type: "string" },
  exclude: { type: "string", multiple: true },
  source: { type: "string", multiple: true },
  "take-over": { type: "boolean" },
  file: { type: "string" },
  cloud: { type: "string" },
  stack: { type: "string" },
  "config-file": { type: "string" },
  parent: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;
