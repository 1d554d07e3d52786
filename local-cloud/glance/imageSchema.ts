import { json } from "../http/answer";
import type { Schema } from "../http/breachOf";
import { type Route, withToken } from "../http/route";

/** What Glance 25 publishes about its objects (glance/api/v2/images.py, etc/schema-image.json). */

const uuid = "^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$";
const own = (description: string, rest: Schema): Schema => ({ description, ...rest });
const shown = (description: string, rest: Schema): Schema => ({ description, ...rest, readOnly: true });
/** Of an operator's list, which an image need not have. */
const known = (description: string, rest: Schema): Schema => ({ description, ...rest, is_base: false });

const properties: Readonly<Record<string, Schema>> = {
  architecture: known(
    "Operating system architecture as specified in https://docs.openstack.org/python-glanceclient/latest/cli/property-keys.html",
    { type: "string" },
  ),
  checksum: shown("md5 hash of image contents.", { maxLength: 32, type: ["null", "string"] }),
  cinder_encryption_key_deletion_policy: known(
    "States the condition under which the Image Service will delete the object associated with the 'cinder_encryption_key_id' image property.  If this property is missing, the Image Service will take no action",
    { enum: ["on_image_deletion", "do_not_delete"], type: "string" },
  ),
  cinder_encryption_key_id: known(
    "Identifier in the OpenStack Key Management Service for the encryption key for the Block Storage Service to use when mounting a volume created from this image",
    { type: "string" },
  ),
  container_format: own("Format of the container", {
    enum: [null, "ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed"],
    type: ["null", "string"],
  }),
  created_at: shown("Date and time of image registration", { type: "string" }),
  description: known("A human-readable string describing this image.", { type: "string" }),
  direct_url: shown("URL to access the image file kept in external store", { type: "string" }),
  disk_format: own("Format of the disk", {
    enum: [null, "ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso", "ploop"],
    type: ["null", "string"],
  }),
  file: shown("An image file url", { type: "string" }),
  id: own("An identifier for the image", { pattern: uuid, type: "string" }),
  instance_uuid: known(
    "Metadata which can be used to record which instance this image is associated with. (Informational only, does not create an instance snapshot.)",
    { type: "string" },
  ),
  kernel_id: known(
    "ID of image stored in Glance that should be used as the kernel when booting an AMI-style image.",
    { pattern: uuid, type: ["null", "string"] },
  ),
  locations: own("A set of URLs to access the image file kept in external store", {
    items: {
      properties: {
        metadata: { type: "object" },
        url: { maxLength: 255, type: "string" },
        validation_data: {
          additionalProperties: false,
          description:
            "Values to be used to populate the corresponding image properties. If the image status is not 'queued', values must exactly match those already contained in the image properties.",
          properties: {
            checksum: { maxLength: 32, minLength: 32, type: "string" },
            os_hash_algo: { maxLength: 64, type: "string" },
            os_hash_value: { maxLength: 128, type: "string" },
          },
          required: ["os_hash_algo", "os_hash_value"],
          type: "object",
          writeOnly: true,
        },
      },
      required: ["url", "metadata"],
      type: "object",
    },
    type: "array",
  }),
  min_disk: own("Amount of disk space (in GB) required to boot image.", { type: "integer" }),
  min_ram: own("Amount of ram (in MB) required to boot image.", { type: "integer" }),
  name: own("Descriptive name for the image", { maxLength: 255, type: ["null", "string"] }),
  os_distro: known(
    "Common name of operating system distribution as specified in https://docs.openstack.org/python-glanceclient/latest/cli/property-keys.html",
    { type: "string" },
  ),
  os_hash_algo: shown("Algorithm to calculate the os_hash_value", {
    maxLength: 64,
    type: ["null", "string"],
  }),
  os_hash_value: shown("Hexdigest of the image contents using the algorithm specified by the os_hash_algo", {
    maxLength: 128,
    type: ["null", "string"],
  }),
  os_hidden: own("If true, image will not appear in default image list response.", { type: "boolean" }),
  os_version: known("Operating system version as specified by the distributor.", { type: "string" }),
  owner: own("Owner of the image", { maxLength: 255, type: ["null", "string"] }),
  protected: own("If true, image will not be deletable.", { type: "boolean" }),
  ramdisk_id: known(
    "ID of image stored in Glance that should be used as the ramdisk when booting an AMI-style image.",
    { pattern: uuid, type: ["null", "string"] },
  ),
  schema: shown("An image schema url", { type: "string" }),
  self: shown("An image self url", { type: "string" }),
  size: shown("Size of image file in bytes", { type: ["null", "integer"] }),
  status: shown("Status of the image", {
    enum: [
      "queued",
      "saving",
      "active",
      "killed",
      "deleted",
      "uploading",
      "importing",
      "pending_delete",
      "deactivated",
    ],
    type: "string",
  }),
  stores: shown(
    "Store in which image data resides.  Only present when the operator has enabled multiple stores.  May be a comma-separated list of store identifiers.",
    { type: "string" },
  ),
  tags: own("List of strings related to the image", {
    items: { maxLength: 255, type: "string" },
    type: "array",
  }),
  updated_at: shown("Date and time of the last image modification", { type: "string" }),
  virtual_size: shown("Virtual size of image in bytes", { type: ["null", "integer"] }),
  visibility: own("Scope of image accessibility", {
    enum: ["community", "public", "private", "shared"],
    type: "string",
  }),
};

export const imageSchema: Schema = {
  name: "image",
  properties,
  additionalProperties: { type: "string" },
  links: [
    { rel: "self", href: "{self}" },
    { rel: "enclosure", href: "{file}" },
    { rel: "describedby", href: "{schema}" },
  ],
};
export const containerFormat: Schema = properties.container_format ?? {};
/** What only Glance itself may set. */
export const readOnly = Object.keys(properties).filter((name) => properties[name]?.readOnly === true);
/** What each image has. */
export const ofEachImage = Object.keys(properties).filter((name) => properties[name]?.is_base !== false);

const text = { type: "string" };
const images = {
  name: "images",
  properties: { images: { type: "array", items: imageSchema }, first: text, next: text, schema: text },
  links: [
    { rel: "first", href: "{first}" },
    { rel: "next", href: "{next}" },
    { rel: "describedby", href: "{schema}" },
  ],
};
const member = {
  name: "member",
  properties: {
    created_at: own("Date and time of image member creation", text),
    updated_at: own("Date and time of last modification of image member", text),
    image_id: own("An identifier for the image", { ...text, pattern: uuid }),
    member_id: own("An identifier for the image member (tenantId)", text),
    status: own("The status of this image member", { ...text, enum: ["pending", "accepted", "rejected"] }),
    schema: { ...text, readOnly: true },
  },
};
const members = {
  name: "members",
  properties: { members: { type: "array", items: member }, schema: text },
  links: [{ rel: "describedby", href: "{schema}" }],
};

/** Some clients read the schema before they list. */
export const glanceSchemaRoutes: Route[] = Object.entries({
  image: imageSchema,
  images,
  member,
  members,
}).map(([name, schema]) =>
  withToken("glance.showSchema", `GET /v2/schemas/${name}`, () => json(200, schema)),
);
