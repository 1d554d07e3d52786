import { z } from "zod";

/** The outputs of every image resource. Their descriptions become the tables in docs/reference/. */
export const ImageOutputs = z.object({
  imageId: z
    .string()
    .describe(
      "Id of the image in its cloud, for other resources. Use this, never `id`, which may be the id of a job",
    ),
  name: z.string().describe("Name of the image in its cloud"),
  status: z.string().describe("State of the image in the cloud's own word: `active` once it can be used"),
  description: z.string().describe("Description of the image; empty where it has none"),
  tags: z
    .record(z.string(), z.string())
    .describe("Tags of the image, without the one that this package sets"),
  sizeBytes: z.number().optional().describe("Size of the image's data, in bytes, where the cloud tells it"),
  minDiskGiB: z.number().describe("Least disk of a server made from it, in GiB"),
  minRamMiB: z.number().describe("Least memory of a server made from it, in MiB; 0: no limit"),
  maxRamMiB: z.number().describe("Most memory of a server made from it, in MiB; 0: no limit"),
  checksum: z
    .string()
    .optional()
    .describe(
      "MD5 of the image's data, where the cloud tells it: Open Telekom Cloud and Huawei Cloud do not",
    ),
  diskFormat: z
    .string()
    .describe(
      "Format of the image's data, such as `zvhd2`, as the cloud shows it: it may differ from the argument",
    ),
  containerFormat: z.string().describe("What the data is wrapped in, such as `bare`, as the cloud shows it"),
  osType: z.string().describe("Operating system: `linux`, `windows` or empty"),
  firmwareType: z.string().describe("Firmware that a server made from it boots with: `bios` or `uefi`"),
  vifMultiqueue: z
    .boolean()
    .describe("Whether each network card of a server made from it has several queues"),
  enterpriseProjectId: z
    .string()
    .describe("Enterprise project of the image: a UUID, or `0` for the default one, as always on OpenStack"),
  visibility: z.string().describe("Who sees the image: `private`, `shared`, `community` or `public`"),
  protected: z.boolean().describe("Whether the cloud refuses to delete the image"),
  createdAt: z
    .string()
    .describe("When the image was created, such as `2026-07-01T09:30:00Z` (RFC 3339, UTC)"),
  updatedAt: z
    .string()
    .describe("When the image last changed, such as `2026-07-01T09:30:00Z` (RFC 3339, UTC)"),
  region: z.string().describe("Region that the image is in, such as `eu-de`"),
  projectId: z.string().describe("Project that the image is in, by its id"),
  endpoint: z.string().describe("Address of the image service that holds the image"),
});
