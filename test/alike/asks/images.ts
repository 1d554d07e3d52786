import type { Ask, Step } from "../ask";
import { ask, long, tags, unknown } from "./glance";
import { change, changeType, imageChanges, set } from "./imageChanges";
import { imageLists } from "./imageLists";

const create = (what: string, body: unknown, more: Partial<Ask> = {}) =>
  ask(`create ${what}`, "POST /v2/images", { body, ...more });
const creates: Step[] = [
  create(
    "an image",
    { name: "alpha", disk_format: "raw", container_format: "bare", tags: ["x"], alike: "yes" },
    { keep: { alpha: "id" } },
  ),
  create("an image with an id", { id: "{newId}", name: "beta", tags: ["x", "y"] }, { keep: { beta: "id" } }),
  create("an image with an id that is taken", { id: "{beta}", name: "beta" }),
  create("an image with an id that is none", { id: "nope" }),
  create(
    "a hidden image",
    { name: "delta", os_hidden: true, min_ram: 5, min_disk: 6, protected: true },
    { keep: { delta: "id" } },
  ),
  create(
    "an image of the other project",
    { name: "foreign", visibility: "community" },
    { as: "{otherToken}", keep: { foreign: "id" } },
  ),
  create(
    "a private image of the other project",
    { name: "secret", visibility: "private" },
    { as: "{otherToken}", keep: { secret: "id" } },
  ),
  create(
    "a public image",
    { name: "public-one", visibility: "public", disk_format: "raw", container_format: "bare" },
    { as: "{adminOtherToken}", keep: { publicOne: "id" } },
  ),
  create("a public image as a member", { visibility: "public" }),
  create("an image of another owner", { owner: "{other}" }),
  create("an image with a number as a property", { alike: 7 }),
  create("an image with a name that is a number", { name: 7 }),
  create("an image with a long name", { name: long }),
  create("an image with an emoji", { name: "🚀" }),
  create("an image with an emoji in a tag", { tags: ["🚀"] }),
  create("an image with a long tag", { tags: [long] }),
  create("an image with 129 tags", { tags: tags(129) }),
  create("an image with the same tag twice", { name: "twice", tags: ["a", "a"] }, { keep: { twice: "id" } }),
  create("an image with a property of Glance's own", { os_glance_x: "1" }),
  create("an image with a status", { status: "active" }),
  create("an image with too much memory", { min_ram: 2147483648 }),
  create("an image with less than no memory", { min_ram: -1 }),
  create("an image with a disk format that there is not", { disk_format: "zvhd2" }),
  create("an image with a visibility that there is not", { visibility: "mine" }),
  create("an image of broken JSON", "{"),
  create("an image of a list", []),
  create("an image of nothing", undefined),
  create("an image of text", { name: "texted" }, { headers: { "content-type": "text/plain" } }),
  create("an image as nobody", { name: "x" }, { as: "nobody" }),
  ask("upload data", "PUT /v2/images/{alpha}/file", {
    body: "data",
    headers: { "content-type": "application/octet-stream" },
  }),
  ask("upload data again", "PUT /v2/images/{alpha}/file", {
    body: "data",
    headers: { "content-type": "application/octet-stream" },
  }),
  ask("upload data as JSON", "PUT /v2/images/{beta}/file", { body: "{}" }),
  ask("upload data without formats", "PUT /v2/images/{beta}/file", {
    body: "data",
    headers: { "content-type": "application/octet-stream" },
  }),
  ask("upload data to an image that there is not", `PUT /v2/images/${unknown}/file`, {
    body: "data",
    headers: { "content-type": "application/octet-stream" },
  }),
];

const reads: Step[] = [
  ask("versions", "GET /", { as: "nobody" }),
  ask("versions by name", "GET /versions", { as: "nobody" }),
  ask("version 2", "GET /v2/", { as: "nobody" }),
  ask("a path that there is not", "GET /v2/nope"),
  ask("a path that there is not, as nobody", "GET /v2/nope", { as: "nobody" }),
  ask("a version that there is not", "GET /v9/images"),
  ask("a version that there is not, as nobody", "GET /v9/images", { as: "nobody" }),
  ask("a log-in at Glance", "POST /v3/auth/tokens", { as: "nobody", body: { auth: {} } }),
  ask("a method that there is not for images", "PUT /v2/images", { body: {} }),
  ask("a method that there is not for an image", "POST /v2/images/{alpha}", { body: {} }),
  ask("show an image", "GET /v2/images/{alpha}"),
  ask("show a queued image", "GET /v2/images/{beta}"),
  ask("show a hidden image", "GET /v2/images/{delta}"),
  ask("show a community image of another project", "GET /v2/images/{foreign}"),
  ask("show another project's image", "GET /v2/images/{secret}"),
  ask("show another project's image as the administrator", "GET /v2/images/{secret}", { as: "admin" }),
  ask("show an image that there is not", `GET /v2/images/${unknown}`),
  ask("show an image by what is no id", "GET /v2/images/nope"),
  ask("show an image that there is not, as HTML", `GET /v2/images/${unknown}`, {
    headers: { accept: "*/*" },
  }),
  ask("show an image that there is not, in any form", `GET /v2/images/${unknown}`, {
    headers: { accept: null },
  }),
  ask("show an image as nobody", "GET /v2/images/{alpha}", { as: "nobody" }),
  ask("show an image as nobody, as HTML", "GET /v2/images/{alpha}", {
    as: "nobody",
    headers: { accept: "*/*" },
  }),
  ask("show an image as nobody, in any form", "GET /v2/images/{alpha}", {
    as: "nobody",
    headers: { accept: null },
  }),
  ask("show an image with a bad token", "GET /v2/images/{alpha}", { as: "nope" }),
  ask("show an image with an unscoped token", "GET /v2/images/{alpha}", { as: "{unscoped}" }),
  ask("HEAD of an image", "HEAD /v2/images/{alpha}"),
  ask("download data", "GET /v2/images/{alpha}/file"),
  ask("download no data", "GET /v2/images/{beta}/file"),
  ask("the schema of an image", "GET /v2/schemas/image"),
  ask("the schema of images", "GET /v2/schemas/images"),
  ask("the schema of a member", "GET /v2/schemas/member"),
  ask("the schema of members", "GET /v2/schemas/members"),
  ask("the members of a private image", "GET /v2/images/{alpha}/members"),
  ask("the members of a community image", "GET /v2/images/{foreign}/members"),
  ask("the members of an image that there is not", `GET /v2/images/${unknown}/members`),
];

const tag = (what: string, line: string, more: Partial<Ask> = {}) => ask(what, line, more);
const tagsAndEnds: Step[] = [
  tag("add a tag", "PUT /v2/images/{alpha}/tags/a%20b"),
  tag("add a tag again", "PUT /v2/images/{alpha}/tags/a%20b"),
  tag("add a tag with an equals sign", "PUT /v2/images/{alpha}/tags/key=value"),
  tag("show the tagged image", "GET /v2/images/{alpha}"),
  tag("add a long tag", `PUT /v2/images/{alpha}/tags/${long}`),
  tag("add an emoji as a tag", `PUT /v2/images/{alpha}/tags/${encodeURIComponent("🚀")}`),
  tag("add a tag to an image that there is not", `PUT /v2/images/${unknown}/tags/a`),
  tag("add a tag to a public image", "PUT /v2/images/{publicOne}/tags/a"),
  tag("take a tag away", "DELETE /v2/images/{alpha}/tags/a%20b"),
  tag("take a tag away again", "DELETE /v2/images/{alpha}/tags/a%20b"),
  tag("take a tag from an image that there is not", `DELETE /v2/images/${unknown}/tags/a`),
  tag("take a tag from a public image", "DELETE /v2/images/{publicOne}/tags/a"),
  change("the tags to 128", set("/tags", tags(128)), { headers: changeType }),
  tag("add a 129th tag", "PUT /v2/images/{alpha}/tags/more"),
  ask("deactivate an image as a member", "POST /v2/images/{alpha}/actions/deactivate"),
  ask("deactivate an image", "POST /v2/images/{alpha}/actions/deactivate", { as: "admin" }),
  ask("deactivate an image again", "POST /v2/images/{alpha}/actions/deactivate", { as: "admin" }),
  ask("show a deactivated image", "GET /v2/images/{alpha}"),
  ask("download a deactivated image", "GET /v2/images/{alpha}/file"),
  ask("reactivate an image", "POST /v2/images/{alpha}/actions/reactivate", { as: "admin" }),
  ask("deactivate a queued image", "POST /v2/images/{beta}/actions/deactivate", { as: "admin" }),
  ask("reactivate a queued image", "POST /v2/images/{beta}/actions/reactivate", { as: "admin" }),
  ask("do with an image what there is not", "POST /v2/images/{alpha}/actions/nope"),
  ask("deactivate an image that there is not", `POST /v2/images/${unknown}/actions/deactivate`, {
    as: "admin",
  }),
  ask("delete a protected image", "DELETE /v2/images/{delta}"),
  ask("delete a public image", "DELETE /v2/images/{publicOne}"),
  ask("delete another project's community image", "DELETE /v2/images/{foreign}"),
  ask("delete another project's image", "DELETE /v2/images/{secret}"),
  ask("delete an image", "DELETE /v2/images/{beta}"),
  ask("delete an image again", "DELETE /v2/images/{beta}"),
  ask("delete an image that there is not", `DELETE /v2/images/${unknown}`),
  ask("delete an image by what is no id", "DELETE /v2/images/nope"),
  ask("show a deleted image", "GET /v2/images/{beta}"),
  ask("change a deleted image", "PATCH /v2/images/{beta}", { body: [], headers: changeType }),
  ask("delete an image as nobody", "DELETE /v2/images/{alpha}", { as: "nobody" }),
];

const signInToOther = (what: string, user: string, password: string, token: string): Ask => ({
  what,
  line: "keystone POST /v3/auth/tokens",
  as: "nobody",
  body: {
    auth: {
      identity: { methods: ["password"], password: { user: { id: `{${user}}`, password: `{${password}}` } } },
      scope: { project: { id: "{other}" } },
    },
  },
  keep: { [token]: "header:x-subject-token" },
});

/** After `identityAsks`, of which tokens are used here. */
export const imageAsks: readonly Step[] = [
  signInToOther("sign in to the other project", "user", "password", "otherToken"),
  signInToOther(
    "sign in to the other project as the administrator",
    "admin",
    "adminPassword",
    "adminOtherToken",
  ),
  ...creates,
  ...reads,
  ...imageLists,
  ...imageChanges,
  ...tagsAndEnds,
];
