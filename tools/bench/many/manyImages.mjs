import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../folders.mjs";

const provider = (file) => createRequire(import.meta.url)(path.join(root, "provider/bin", file));

/** Images from objects of Open Telekom Cloud, in a local cloud that can be filled with any number of them. */
export async function manyImages(startCloud) {
  const cloud = await startCloud({ settings: { imageQuota: 10_000, jobSeconds: 0.1, jobInitSeconds: 0.1 } });
  const bucket = cloud.addBucket({ profile: "otc", name: "exports" }).name;
  const objects = { count: 0 };
  const addObjects = (count) => {
    for (; objects.count < count; objects.count++)
      cloud.addObject({ bucket, key: `disk-${objects.count}.qcow2` });
  };
  addObjects(1);
  let template;
  return {
    clouds: cloud.credentials,
    /** The program makes as many as the environment says. */
    program: `const { DataImage } = require("pulumi-cloud-images");
for (let at = 0; at < Number(process.env.MANY); at++)
  new DataImage("image-" + at, {
    source: { bucket: "${bucket}", object: "disk-" + at + ".qcow2" },
    minDiskGiB: 40,
    tags: { team: "lab" },
  });
`,
    /** The first resource in the state, made by the engine: what the others are copies of. */
    copies(resource, count) {
      addObjects(count);
      const id = resource.outputs.imageId;
      template ??= cloud.images().find((image) => image.id === id);
      for (const image of cloud.images()) cloud.removeImage(image.id);
      const { project, volumeId, listed, created_at, updated_at, ...image } = template;
      return Array.from({ length: count }, (_, at) => {
        const text = JSON.stringify(resource)
          .replaceAll("image-0", `image-${at}`)
          .replaceAll("disk-0.", `disk-${at}.`);
        const state = JSON.parse(text);
        const tag = tagOf(state);
        const copy = cloud.addImage({
          ...image,
          id: randomUUID(),
          name: `image-${at}`,
          tags: [`pulumi-cloud-images=${tag}`, "team=lab"],
          __data_origin: `file,${bucket}:disk-${at}.qcow2`,
        });
        const shown = {
          imageId: copy.id,
          createdAt: copy.created_at,
          updatedAt: copy.updated_at,
          checksum: copy.checksum,
          __tag: tag,
          jobId: undefined,
          __marker: undefined,
        };
        return { ...state, id: copy.id, outputs: { ...state.outputs, ...shown } };
      });
    },
    forget: () => cloud.clearRequests(),
    calls: () => cloud.requests().length,
    close: () => cloud.close(),
  };
}

/** Marks differ from resource to resource: a copy gets that which the provider would write. */
function tagOf({ urn, inputs, outputs }) {
  const { deriveMarker } = provider("lifecycle/marks/marker.js");
  const { replacing } = provider("lifecycle/operation/run.js");
  const { tagValue } = provider("clouds/parseMark.js");
  const { dataImage } = provider("resources/dataImage.js");
  const { name, source, minDiskGiB, tags } = inputs;
  const given = replacing(dataImage, { name, source, minDiskGiB, tags }, "otc");
  return tagValue(deriveMarker(inputs.__owner, urn, given), outputs.claim);
}
