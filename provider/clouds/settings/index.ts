export type { Agency, CloudSettings, Credentials, Service } from "./cloudSettings";
export {
  configurationKeys,
  isSharedWith,
  nearestSettings,
  settingSpelled,
  strayConfiguration,
} from "./configurationKeys";
export { secretFields } from "./fields";
export { hostHint } from "./hostHint";
export { InvalidSettingsError } from "./invalidSettingsError";
export { didYouMean, isSpelling, nearest, questionAfter } from "./nearest";
export { isHuaweiFamily, isProfile, type Profile, profiles, regionOfProject } from "./profile";
export { endpointPattern, serviceTitle } from "./resolve/endpoints";
export { secretsIn } from "./resolve/exchangeLog";
export {
  type CloudSummary,
  cloudSummary,
  profileOf,
  resolveCloud,
  settingsWarnings,
} from "./resolveCloud";
export { Secret } from "./secret";
export type { Sources } from "./sources";
export { describedIn, locationSettings, whereToSet } from "./whereToSet";
