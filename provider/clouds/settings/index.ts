export { endpointPattern, wordsOf } from "./endpoints";
export { secretFields } from "./fields";
export { InvalidSettingsError } from "./invalidSettings";
export { isHuaweiFamily, isProfile, type Profile, profiles, regionOfProject } from "./profile";
export { profileOf, resolveCloud, type Whereabouts, whereaboutsOf } from "./resolve";
export { Secret } from "./secret";
export type { Agency, CloudSettings, Credentials, Service } from "./settings";
export type { Sources } from "./sources";
export { describedIn, whereToSet } from "./whereToSet";
