import { definitions } from "../../../provider/pulumi/native/definitions";
import { parseImportId } from "../../../provider/pulumi/native/handlers/importId";
import type { Kind } from "../../../provider/pulumi/tokens";

const id = "16369c5d-384d-4e64-b37a-56d898769362";
const other = id.replace("1", "2");
const parse = (type: Kind, text: string) => parseImportId(definitions[type].resource, text);

test("an id stands alone, with spaces around it that a shell left", () => {
  expect(parse("VolumeImage", id)).toEqual({ id, given: {} });
  expect(parse("VolumeImage", ` ${id}\n`)).toEqual({ id, given: {} });
  expect(parse("VolumeImage", `${id}?`)).toEqual({ id, given: {} });
});

test("what the cloud does not tell stands behind it", () => {
  expect(parse("VolumeImage", `${id}?source=${other}&cloud=prod`)).toEqual({
    id,
    given: { volumeId: other, cloud: "prod" },
  });
  expect(parse("VolumeImage", `${id}?cloud=`)).toEqual({ id, given: {} });
});

test("an object has its bucket before a colon, and may have any sign in its name", () => {
  const from = (text: string) => parse("DataImage", `${id}?source=${text}`).given;
  expect(from("exports:data.qcow2")).toEqual({ source: { bucket: "exports", object: "data.qcow2" } });
  expect(from("exports:a+b.qcow2")).toEqual({ source: { bucket: "exports", object: "a+b.qcow2" } });
  expect(from("exports:50%25%20off%26.qcow2")).toEqual({
    source: { bucket: "exports", object: "50% off&.qcow2" },
  });
  expect(from("exports:what?.qcow2")).toEqual({ source: { bucket: "exports", object: "what?.qcow2" } });
});

test("a full-ECS image is of a server and its vault, or of a backup", () => {
  const from = (text: string) => parse("FullEcsImage", `${id}?source=${text}`).given;
  expect(from(`instanceId=${id},vaultId=${other}`)).toEqual({ source: { instanceId: id, vaultId: other } });
  expect(from(`cbrBackupId=${id}`)).toEqual({ source: { cbrBackupId: id } });
  expect(from(`csbsBackupId=${id}&cloud=prod`)).toEqual({ source: { csbsBackupId: id }, cloud: "prod" });
  expect(() => from(id)).toThrow("written as instanceId=…,vaultId=… or csbsBackupId=… or cbrBackupId=…");
});

test("a word that says nothing has its near miss, and what is no source its form", () => {
  expect(() => parse("VolumeImage", `${id}?sorce=v`)).toThrow(
    '"sorce" behind the id says nothing of a VolumeImage. Did you mean source?',
  );
  expect(() => parse("VolumeImage", `${id}?xyzzy=red`)).toThrow(/says nothing of a VolumeImage\.$/);
  expect(() => parse("DataImage", `${id}?source=nobucket`)).toThrow(
    `"nobucket" is no source of a DataImage, which is written as ${definitions.DataImage.resource.existing.sourceForm}`,
  );
  expect(() => parse("VolumeImage", "?source=v")).toThrow("there is no id before the question mark");
});
