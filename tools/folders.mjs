import { createHash } from "node:crypto";
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** What outlives a checkout: the engine, other Node versions. https://specifications.freedesktop.org/basedir-spec */
export const cache = path.join(
  process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache"),
  "pulumi-cloud-images",
);

/** Names this checkout among others of the same user. */
export const checkoutId = createHash("sha256").update(root).digest("hex").slice(0, 12);
