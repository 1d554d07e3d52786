// Run by `npm pack` of the local cloud (prepack): copies the licence into the package.
import { copyFileSync } from "node:fs";
import path from "node:path";
import { root } from "./folders.mjs";

copyFileSync(path.join(root, "LICENSE"), path.join(root, "local-cloud/LICENSE"));
