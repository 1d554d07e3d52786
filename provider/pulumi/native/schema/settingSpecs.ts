import { configurationKeys } from "../../../clouds/settings";
import { type Field, fields } from "../../../clouds/settings/fields";
import { keyIn } from "../../../clouds/settings/whereToSet";
import { settingTexts } from "./settingTexts";
import type { Properties, PropertySpec } from "./spec";

/** The provider's configuration: the same keys as in a stack's namespace `cloudimages`. */
export function settingSpecs(): Properties {
  return Object.fromEntries(
    configurationKeys.map((key) => [key, settingSpec(key as keyof typeof settingTexts)]),
  );
}

function settingSpec(key: keyof typeof settingTexts): PropertySpec {
  const field = key in fields ? (key as Field) : undefined;
  if (field === undefined) return { type: "string", description: settingTexts[key] };
  const { secret, list, type = "string" } = fields[field];
  const said = [
    settingTexts[key],
    ...(list ? ["Several are separated by commas."] : []),
    `In clouds.yaml: \`${keyIn(field)}\`.`,
  ];
  return { type, description: said.join(" "), ...(secret && { secret }) };
}
