/** Types whose names the argument or output does not tell. SDKs have them, so they do not change after a release. */
const named: Readonly<Record<string, string>> = {
  backupStorageRefs: "BackupStorageRef",
  source: "ImageOrigin", // of a look-up; resources declare the names of theirs
  state: "TemplateState",
};

/** The name that the type of an argument or output has, where it needs one. `declared` is the name in TypeScript, if it has one. */
export function typeName(field: string, declared?: string): string {
  if (declared !== undefined && /^[A-Z]\w*$/.test(declared)) return declared;
  return named[field] ?? field.charAt(0).toUpperCase() + field.slice(1);
}
