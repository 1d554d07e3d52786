export { endpointPattern, overrideOf, wordsOf } from "./endpoints";
export { secretFields } from "./fields";
export { InvalidSettingsError } from "./invalidSettings";
export { isProfile, type Profile, profiles } from "./profile";
export { profileOf, resolveCloud, type Whereabouts, whereaboutsOf } from "./resolve";
export { Secret } from "./secret";
export type { Agency, CloudSettings, Credentials, Service } from "./settings";
export type { Sources } from "./sources";
