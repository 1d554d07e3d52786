import { ownPackage } from "./ownPackage";

const { name, version } = ownPackage();

/** Goes with each request, those for a tunnel too: people who run a cloud see who asks, and in which version. */
export const USER_AGENT = `${name}/${version} (Node.js ${process.versions.node}; ${process.platform})`;
