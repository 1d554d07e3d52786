import { z } from "zod";
import type { FoundImage } from "./foundImage";

/** `FoundImage` as data, for the forms that tell the engine what a look-up returns. A test compares the texts. */
export const foundImageSchema = z.object({
  imageId: z.string().describe("Id of the image in its cloud."),
  name: z.string().describe("Name of the image."),
  status: z
    .string()
    .describe("State of the image in the cloud's own word, such as `active`; on ZStack `Ready`."),
  description: z.string().describe("Description of the image; empty where it has none."),
  tags: z
    .record(z.string(), z.string())
    .describe("Tags, without the one that this package sets. ZStack's tags are in `userTags`."),
  userTags: z.array(z.string()).describe("ZStack's tags; empty on the other clouds."),
  visibility: z.string().describe("Who sees the image: `private`, `shared`, `community` or `public`."),
  protected: z.boolean().describe("Whether the cloud refuses to delete the image."),
  hidden: z
    .boolean()
    .describe(
      "Whether the image is hidden, which only OpenStack has: lists leave it out, so it is found by its id alone.",
    ),
  minDiskGiB: z.int().describe("Least disk of a server created from the image, in GiB."),
  minRamMiB: z.int().describe("Least memory of a server created from the image, in MiB. 0: no limit."),
  maxRamMiB: z.int().describe("Most memory of a server created from the image, in MiB. 0: no limit."),
  osType: z.string().describe("Operating system: `linux`, `windows` or empty."),
  firmwareType: z.string().describe("Firmware that a server boots with: `bios` or `uefi`."),
  sizeBytes: z
    .number()
    .optional()
    .describe("Size of the image's data, in bytes; undefined where the cloud does not report it."),
  checksum: z
    .string()
    .optional()
    .describe("MD5 of the image's data; undefined where the cloud does not report it."),
  diskFormat: z.string().describe("Format of the image's data, such as `zvhd2`."),
  containerFormat: z.string().describe("What the image's data is wrapped in, such as `bare`."),
  dataOrigin: z
    .string()
    .optional()
    .describe(
      "What the image was created from, as the cloud writes it: `instance,<id>`, `file,<bucket:object>`, `volumeSnapshot://<uuid>`. OpenStack does not report it.",
    ),
  backupId: z
    .string()
    .optional()
    .describe("Id of the backup that a full-ECS image was created from; undefined for other images."),
  createdAt: z
    .string()
    .describe(
      "When the image was created, such as `2026-07-01T09:30:00Z`: RFC 3339, in UTC; on ZStack in its server's time zone.",
    ),
  updatedAt: z
    .string()
    .describe(
      "When the image last changed, such as `2026-07-01T09:30:00Z`: RFC 3339, in UTC; on ZStack in its server's time zone.",
    ),
  region: z.string().describe("Region that the image is in, such as `eu-de`."),
  projectId: z.string().describe("Project that the image is in, by its id."),
  endpoint: z.string().describe("Address of the image service that holds the image."),
} satisfies Readonly<Record<keyof FoundImage, z.ZodType>>);
