/** Dynamic resources that do nothing, with as many properties as a program gives an image. */
export function manyTrivial() {
  return {
    clouds: {},
    program: `const pulumi = require("@pulumi/pulumi");
const provider = {
  async create(inputs) {
    return { id: "made", outs: inputs };
  },
};
class Trivial extends pulumi.dynamic.Resource {
  constructor(name, props) {
    super(provider, name, props);
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
