/**
 * Dynamic resources that do nothing, with as many arguments as a program gives an image. With `outputs`, those of an image: then
 * they have its outputs too, so that what is left between the two is not what Pulumi takes for a value.
 */
export function manyTrivial(outputs = {}) {
  return {
    clouds: {},
    variables: { OUTPUTS: JSON.stringify(outputs) },
    program: `const pulumi = require("@pulumi/pulumi");
const outputs = JSON.parse(process.env.OUTPUTS);
const declared = Object.fromEntries(Object.keys(outputs).map((name) => [name, undefined]));
const provider = {
  async create(inputs) {
    return { id: "made", outs: { ...JSON.parse(process.env.OUTPUTS), ...inputs } };
  },
};
class Trivial extends pulumi.dynamic.Resource {
  constructor(name, props) {
    super(provider, name, { ...declared, ...props });
  }
}
for (let at = 0; at < Number(process.env.MANY); at++)
  new Trivial("trivial-" + at, {
    source: { bucket: "exports", object: "disk-" + at + ".qcow2" },
    minDiskGiB: 40,
    tags: { team: "lab" },
  });
`,
    copies: (resource, count) =>
      Array.from({ length: count }, (_, at) =>
        JSON.parse(
          JSON.stringify(resource)
            .replaceAll("trivial-0", `trivial-${at}`)
            .replaceAll("disk-0.", `disk-${at}.`),
        ),
      ),
    forget() {},
    calls: () => 0,
  };
}
