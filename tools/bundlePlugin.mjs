// node tools/bundlePlugin.mjs FOLDER: writes the plugin into a folder. Of the npm package it is provider/plugin, which tools/setup.mjs
// makes, and `npm pack` of the provider (prepack).
import path from "node:path";
import { bundlePlugin } from "./plugin/bundle.mjs";

await bundlePlugin(path.resolve(process.argv[2]));
