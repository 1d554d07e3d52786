import { openStory, type Story, type StoryOptions } from "../story";
import { pluginFolder } from "./pluginFolder";
import { goldenYaml } from "./yamlProgram";

/** A story of the plugin. Its program is in YAML unless another is given; `host` is the folder of its language host. */
export function openNativeStory(host: string, options: StoryOptions = {}): Promise<Story> {
  return openStory({ program: goldenYaml(), ...options, path: [pluginFolder, host] });
}
