import path from "node:path";

/**
 * A folder for PATH, where the engine finds the plugin as it is delivered; tools/setup.mjs makes it. It runs on the Node that is first
 * on PATH, as it does with users.
 */
export const pluginFolder = path.resolve(__dirname, "../../../provider/plugin");
