import { z } from "zod";

/** The outputs of every image resource. Their descriptions become the tables in docs/reference/. */
export const ImageOutputs = z.object({
  imageId: z.string().describe("Id of the image. Use this, never `id`"),
  name: z.string().describe("Name of the image"),
  status: z.string().describe("The cloud's word: `active` when all is well"),
  description: z.string().describe("Description"),
  tags: z.record(z.string(), z.string()).describe("Your tags, without ours"),
  sizeBytes: z.number().optional().describe("Size of the data in bytes, where the cloud tells it"),
  minDiskGiB: z.number().describe("Least disk of a server made from it, in GiB"),
  minRamMiB: z.number().describe("Least memory of a server made from it, in MiB"),
  maxRamMiB: z.number().describe("Most memory in MiB; 0: no limit"),
  checksum: z.string().optional().describe("MD5 of the data, where the cloud tells it"),
  diskFormat: z.string().describe("As the cloud shows it: it may differ from the argument"),
  containerFormat: z.string().describe("As the cloud shows it"),
  osType: z.string().describe("`linux`, `windows` or empty"),
  firmwareType: z.string().describe("`bios` or `uefi`"),
  vifMultiqueue: z.boolean().describe("Several queues for each network card"),
  enterpriseProjectId: z.string().describe("`0`: the default project"),
  visibility: z.string().describe("Who sees it: `private`, …"),
  protected: z.boolean().describe("Whether the cloud refuses to delete it"),
  createdAt: z.string().describe("RFC 3339, UTC"),
  updatedAt: z.string().describe("RFC 3339, UTC"),
  region: z.string().describe("Region that the image is in"),
  projectId: z.string().describe("Project that the image is in"),
  endpoint: z.string().describe("Address of the image service"),
});
