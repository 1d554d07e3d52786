// What the engine sends for a resource, in each form.

const HANDLER = 'exports.handler=()=>require("pulumi-cloud-images/dynamic").dataImage;';
/** As Pulumi writes a provider that sleeps. */
const SLEEPER = `exports.handler = () => ({
  create: async ({ seconds }) => {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return { id: "trivial", outs: {} };
  },
});`;

/** `form`: trivial, dynamic or plugin. */
export function resourceOf(form, at, seconds) {
  const urnOf = (type, name) => `urn:pulumi:bench::bench::${type}::${name}-${at}`;
  if (form === "trivial")
    return {
      urn: urnOf("pulumi-nodejs:dynamic:Resource", "trivial"),
      inputs: { __provider: SLEEPER, seconds },
    };
  const image = {
    name: `image-${at}`,
    source: { bucket: "exports", object: `disk-${at}.qcow2` },
    minDiskGiB: 40,
  };
  if (form === "plugin") return { urn: urnOf("cloudimages:index:DataImage", "image"), inputs: image };
  const urn = urnOf("pulumi-nodejs:dynamic/cloud-images:DataImage", "image");
  return { urn, inputs: { ...image, __provider: HANDLER, __urn: urn, __owner: "12345678" } };
}
