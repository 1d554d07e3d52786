import { ownPackage } from "./ownPackage";

const NAME = "pulumi-cloud-images";

/** Goes with each request, those for a tunnel too: people who run a cloud see who asks, and in which version. */
export const USER_AGENT = `${NAME}${ownVersion()} (Node.js ${process.versions.node}; ${process.platform})`;

/** None in a bundle of somebody's own, which has our code without our package.json. */
function ownVersion(): string {
  try {
    const { name, version } = ownPackage();
    return name === NAME ? `/${version}` : "";
  } catch {
    return "";
  }
}
