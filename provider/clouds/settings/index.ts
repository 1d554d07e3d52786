export type { Agency, CloudSettings, Credentials, IdTokenOrigin, Service } from "./cloudSettings";
export {
  configurationKeys,
  isSharedWith,
  isTransient,
  nearestSettings,
  settingSpelled,
  strayConfiguration,
  whyNotKept,
} from "./configurationKeys";
export { secretFields, transientFields } from "./fields";
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
