// node tools/bundlePlugin.mjs FOLDER: writes the plugin into a folder. Of the npm package it is provider/plugin, which tools/setup.mjs
// makes, and `npm run prepare` of the provider.
import { bundlePlugin } from "./plugin/bundle.mjs";

await bundlePlugin(process.argv[2]);
