import type { Ask, Step } from "../ask";

const unknown = "00000000-0000-4000-8000-00000000dead";
const version = (text: string) => ({ headers: { "openstack-api-version": `volume ${text}` } });

const ask = (what: string, line: string, more: Partial<Ask> = {}): Ask => ({
  what: `Cinder: ${what}`,
  line: `cinder ${line}`,
  ...more,
});

const looks: Step[] = [
  ask("versions", "GET /", { as: "nobody" }),
  ask("version 3", "GET /v3", { as: "nobody" }),
  ask("version 3, with a slash", "GET /v3/", { as: "nobody" }),
  ask("a log-in at Cinder", "POST /v3/auth/tokens", { as: "nobody", body: { auth: {} } }),
  ask("a log-in at Cinder's root", "POST /auth/tokens", { as: "nobody", body: { auth: {} } }),
  ask("a version that there is not", "GET /v9/{project}/volumes"),
  ask("a path that there is not", "GET /v3/{project}/nope"),
  ask("a path that there is not, as nobody", "GET /v3/{project}/nope", { as: "nobody" }),
  ask("a method that there is not", "PATCH /v3/{project}/volumes/{volume}", { body: {} }),
  ask("list volumes", "GET /v3/{project}/volumes?sort=name:asc"),
  ask("list volumes in full", "GET /v3/{project}/volumes/detail?sort=name:asc"),
  ask("list volumes in full as the administrator", "GET /v3/{project}/volumes/detail?name=volume", {
    as: "admin",
  }),
  ask("list a page of one", "GET /v3/{project}/volumes?sort=name:asc&limit=1"),
  ask("list a page of one in full", "GET /v3/{project}/volumes/detail?sort=name:asc&limit=1"),
  ask("list the page after", "GET /v3/{project}/volumes?sort=name:asc&limit=1&marker={busy}"),
  ask("list from an offset", "GET /v3/{project}/volumes?sort=name:asc&offset=1"),
  ask("list a page of none", "GET /v3/{project}/volumes?limit=0"),
  ask("list a page of x", "GET /v3/{project}/volumes?limit=x"),
  ask("list a page of less than none", "GET /v3/{project}/volumes?limit=-1"),
  ask("list from an offset that is none", "GET /v3/{project}/volumes?offset=x"),
  ask("list from a marker that there is not", `GET /v3/{project}/volumes?marker=${unknown}`),
  ask("list by name", "GET /v3/{project}/volumes?name=volume"),
  ask("list by status", "GET /v3/{project}/volumes?status=in-use"),
  ask("list by what there is not", "GET /v3/{project}/volumes?colour=blue"),
  ask("list sorted by what there is not", "GET /v3/{project}/volumes?sort=colour"),
  ask("list with a count", "GET /v3/{project}/volumes?with_count=true&name=volume", version("3.45")),
  ...["3.0", "3.1", "3.13", "3.21", "3.48", "3.61", "3.63", "3.65", "3.69", "3.70", "latest"].map((text) =>
    ask(`show a volume in ${text}`, "GET /v3/{project}/volumes/{volume}", version(text)),
  ),
  ...["3.0", "3.21", "3.61", "3.70"].map((text) =>
    ask(`show a volume in ${text} as the administrator`, "GET /v3/{project}/volumes/{volume}", {
      as: "admin",
      ...version(text),
    }),
  ),
  ask("show a volume in a version to come", "GET /v3/{project}/volumes/{volume}", version("3.99")),
  ask("show a volume in a version that is none", "GET /v3/{project}/volumes/{volume}", version("abc")),
  ask("show a volume in another service's version", "GET /v3/{project}/volumes/{volume}", {
    headers: { "openstack-api-version": "compute 2.1" },
  }),
  ask("show a volume without asking for JSON", "GET /v3/{project}/volumes/{volume}", {
    headers: { accept: null },
  }),
  ask("show a volume that there is not", `GET /v3/{project}/volumes/${unknown}`),
  ask("show a volume by what is no id", "GET /v3/{project}/volumes/nope"),
  ask("show a volume in another project", "GET /v3/{other}/volumes/{volume}"),
  ask("show another project's volume", "GET /v3/{other}/volumes/{volume}", { as: "{otherToken}" }),
  ask("show a volume as nobody", "GET /v3/{project}/volumes/{volume}", { as: "nobody" }),
  ask("show a volume as nobody, in any form", "GET /v3/{project}/volumes/{volume}", {
    as: "nobody",
    headers: { accept: null },
  }),
  ask("show a volume with a bad token", "GET /v3/{project}/volumes/{volume}", { as: "nope" }),
  ask("show a volume with an unscoped token", "GET /v3/{project}/volumes/{volume}", { as: "{unscoped}" }),
  ask("show a volume in a project that there is not", "GET /v3/nope/volumes/{volume}"),
  ask("the limits", "GET /v3/{project}/limits"),
  ask("messages before there were any", "GET /v3/{project}/messages"),
  ask(
    "messages of a volume without any",
    "GET /v3/{project}/messages?resource_uuid={volume}",
    version("3.5"),
  ),
  ask(
    "messages in the newest version",
    "GET /v3/{project}/messages?resource_uuid={volume}&sort=created_at:desc&limit=1",
    version("3.70"),
  ),
  ask("a message that there is not", `GET /v3/{project}/messages/${unknown}`, version("3.70")),
  ask("delete a volume that is uploading", "DELETE /v3/{project}/volumes/{busy}"),
  ask("delete a volume that is in use", "DELETE /v3/{project}/volumes/{used}"),
  ask("delete a volume that there is not", `DELETE /v3/{project}/volumes/${unknown}`),
];

const name = "os-volume_upload_image";
const act = (what: string, body: unknown, more: Partial<Ask> = {}): Ask =>
  ask(what, "POST /v3/{project}/volumes/{volume}/action", { body, ...version("3.1"), ...more });
const upload = (what: string, fields: unknown, more: Partial<Ask> = {}): Ask =>
  act(`export ${what}`, { [name]: fields }, more);
const to = (volume: string) => ({ line: `cinder POST /v3/{project}/volumes/${volume}/action` });

const faults: Step[] = [
  upload("with a field of another cloud", { image_name: "a", __os_type: "linux" }),
  upload("with two fields too many", { image_name: "a", one: 1, two: 2 }),
  upload(
    "with a visibility before there was any",
    { image_name: "a", visibility: "private" },
    version("3.0"),
  ),
  upload("to a public image", { image_name: "a", visibility: "public" }),
  upload("with a visibility that there is not", { image_name: "a", visibility: "mine" }),
  upload("with a protection that there is not", { image_name: "a", protected: "maybe" }),
  upload("with a force that there is not", { image_name: "a", force: "maybe" }),
  upload("with a number as force", { image_name: "a", force: 1 }),
  upload("in a disk format that there is not", { image_name: "a", disk_format: "zvhd2" }),
  upload("in a disk format that is a number", { image_name: "a", disk_format: 7 }),
  upload("in a container that there is not", { image_name: "a", container_format: "box" }),
  upload("in a container that is a number", { image_name: "a", container_format: 7 }),
  upload("in a container with a long name", { image_name: "a", container_format: "a".repeat(256) }),
  upload("without a name", {}),
  upload("with an empty name", { image_name: "" }),
  upload("with a number as name", { image_name: 7 }),
  upload("with null as name", { image_name: null }),
  upload("with a long name", { image_name: "a".repeat(256) }),
  upload("with an emoji in its name", { image_name: "🚀" }),
  upload("of nothing", null),
  upload("of a text", "x"),
  upload("of a volume in use", { image_name: "a" }, to("{used}")),
  upload("of a volume in use by force", { image_name: "a", force: true }, to("{used}")),
  upload("of a volume that is uploading", { image_name: "a" }, to("{busy}")),
  upload("of a volume that there is not", { image_name: "a" }, to(unknown)),
  upload("of a volume by what is no id", { image_name: "a" }, to("nope")),
  upload("of a volume that there is not, with a bad field", { image_name: "a", x: 1 }, to(unknown)),
  upload("into a compressed image", { image_name: "squeezed", container_format: "compressed" }),
  upload("as nobody", { image_name: "a" }, { as: "nobody" }),
  upload("in a version to come", { image_name: "a" }, version("3.99")),
  upload("as text", { image_name: "a" }, { headers: { "content-type": "text/plain" } }),
  upload("without a media type", { image_name: "a" }, { headers: { "content-type": null } }),
  act("do what there is not", { "os-nope": {} }),
  act("do two things", { [name]: { image_name: "a" }, "os-nope": {} }),
  act("do nothing", {}),
  act("do a list", []),
  act("do broken JSON", "{"),
  act("do without a body", undefined),
  {
    what: "Glance: list what a refused export left",
    line: "glance GET /v2/images?name=squeezed&sort=name:asc",
  },
  ask("show the volume of refused exports", "GET /v3/{project}/volumes/{volume}"),
];

const exports: Step[] = [
  upload(
    "a volume in 3.0",
    { image_name: "old-style", disk_format: "qcow2" },
    { ...version("3.0"), keep: { oldStyle: `${name}.image_id` } },
  ),
  { prepare: (side) => side.finish("volume", "oldStyle") },
  { what: "Glance: show an image of an export in 3.0", line: "glance GET /v2/images/{oldStyle}" },
  upload(
    "with a name of blanks",
    { image_name: "  ", disk_format: "qcow2" },
    { keep: { blank: `${name}.image_id` } },
  ),
  { prepare: (side) => side.finish("volume", "blank") },
  upload(
    "a volume",
    { image_name: "exported", disk_format: "qcow2", visibility: "private", protected: "False" },
    { keep: { exported: `${name}.image_id` } },
  ),
  { prepare: (side) => side.finish("volume", "exported") },
  { what: "Glance: show an image of an export", line: "glance GET /v2/images/{exported}" },
  ask("show the volume after its export", "GET /v3/{project}/volumes/{volume}"),
  { what: "Glance: delete an image of an export", line: "glance DELETE /v2/images/{exported}" },
];

const metadata = (what: string, body: unknown): Ask =>
  act(`give a volume ${what}`, { "os-set_image_metadata": body });

const withMetadata: Step[] = [
  metadata("image metadata", {
    metadata: { os_type: "windows", hw_firmware_type: "uefi", min_ram: "3", checksum: "x" },
  }),
  metadata("image metadata of nothing", {}),
  metadata("image metadata of a text", { metadata: "x" }),
  ask("show a volume with image metadata", "GET /v3/{project}/volumes/{volume}"),
  upload(
    "a volume with image metadata",
    { image_name: "described", disk_format: "qcow2" },
    { keep: { described: `${name}.image_id` } },
  ),
  { prepare: (side) => side.finish("volume", "described") },
  { what: "Glance: show an image with the volume's metadata", line: "glance GET /v2/images/{described}" },
];

/** Raw: the copy takes some seconds, in which the image goes. */
const failed: Step[] = [
  upload(
    "a volume whose image is deleted meanwhile",
    { image_name: "deleted" },
    { keep: { gone: `${name}.image_id` } },
  ),
  { what: "Glance: delete an image that is being made", line: "glance DELETE /v2/images/{gone}" },
  { what: "Glance: show an image that was deleted while it was made", line: "glance GET /v2/images/{gone}" },
  ask("show the volume of the deleted image", "GET /v3/{project}/volumes/{volume}"),
  { prepare: (side) => side.finish("volume") },
  ask(
    "messages of a failed export",
    "GET /v3/{project}/messages?resource_uuid={volume}&sort=created_at:desc&limit=20",
    version("3.5"),
  ),
  ask(
    "messages of a failed export in 3.70",
    "GET /v3/{project}/messages?resource_uuid={volume}",
    version("3.70"),
  ),
  ask("messages of another volume", "GET /v3/{project}/messages?resource_uuid={busy}", version("3.5")),
  ask("delete a volume", "DELETE /v3/{project}/volumes/{volume}"),
];

/** After `imageAsks`, of which a token is used here. */
export const volumeAsks: readonly Step[] = [
  { prepare: (side) => side.addVolume("volume") },
  { prepare: (side) => side.addVolume("busy", "uploading") },
  { prepare: (side) => side.addVolume("used", "in-use") },
  ...looks,
  ...faults,
  ...exports,
  ...withMetadata,
  ...failed,
];
