import { ownPackage } from "./packageFile";

const NAME = "pulumi-cloud-images";

/** Sent with every request, also with those for tunnels: operators of a cloud see the client and its version. */
export const USER_AGENT = `${NAME}${ownVersion()} (Node.js ${process.versions.node}; ${process.platform})`;

/** Empty in somebody's own bundle, which has our code without our package.json. */
function ownVersion(): string {
  try {
    const { name, version } = ownPackage();
    return name === NAME ? `/${version}` : "";
  } catch {
    return "";
  }
}
