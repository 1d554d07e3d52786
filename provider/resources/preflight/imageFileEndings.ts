/** The formats of files that IMS makes images of (docs/vendors/open-telekom-and-huawei.md#attribute-rules, row `file`). */
export const imageFileEndings = [
  "qcow2",
  "raw",
  "vhd",
  "zvhd",
  "zvhd2",
  "vmdk",
  "vhdx",
  "qcow",
  "qed",
  "vdi",
] as const;

/** Whether an object is named as an image file is. IMS looks into the file itself, so the name proves nothing. */
export function isNamedAsImageFile(key: string): boolean {
  const [, ending = ""] = /\.([^./]+)$/.exec(key) ?? [];
  return imageFileEndings.some((known) => known === ending.toLowerCase());
}
