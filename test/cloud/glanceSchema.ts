import { json } from "./answer";
import { type Route, withToken } from "./routes";

const text = { type: ["null", "string"], maxLength: 255 };
const image = {
  name: "image",
  additionalProperties: { type: "string" },
  properties: {
    id: {
      type: "string",
      pattern: "^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$",
    },
    name: text,
    status: { type: "string", readOnly: true },
    visibility: { type: "string", enum: ["community", "public", "private", "shared"] },
    protected: { type: "boolean" },
    os_hidden: { type: "boolean" },
    owner: text,
    tags: { type: "array", items: { type: "string", maxLength: 255 } },
    min_ram: { type: "integer", minimum: 0 },
    min_disk: { type: "integer", minimum: 0 },
    disk_format: text,
    container_format: text,
  },
};

/** Some clients read the schema before they list. */
export const glanceSchemaRoutes: Route[] = [
  withToken("glance.showSchema", "GET /v2/schemas/image", () => json(200, image)),
  withToken("glance.showSchema", "GET /v2/schemas/images", () =>
    json(200, { name: "images", properties: { images: { type: "array", items: image } }, links: [] }),
  ),
];
