/**
 * The rules, one by one, for a pack of your own: `new PolicyPack("team", { policies: [requireTags, noForce] })`.
 * They are plain objects: a copy with another `enforcementLevel` is a rule, too. All of them: `policies`.
 */
import type { Policies } from "@pulumi/policy";
import { allowedBuckets } from "./allowedBuckets";
import { allowedClouds } from "./allowedClouds";
import { allowedFormats } from "./allowedFormats";
import { allowedRegions } from "./allowedRegions";
import { distinctSources } from "./distinctSources";
import { keepBackup } from "./keepBackup";
import { limitImages } from "./limitImages";
import { namePattern } from "./namePattern";
import { noCredentials } from "./noCredentials";
import { noExpunge } from "./noExpunge";
import { noForce } from "./noForce";
import { privateVisibility } from "./privateVisibility";
import { protectProduction } from "./protectProduction";
import { reportOldImages } from "./reportOldImages";
import { requireDescription } from "./requireDescription";
import { requireEncryptionKey } from "./requireEncryptionKey";
import { requireTags } from "./requireTags";
import { timeoutBounds } from "./timeoutBounds";

export {
  allowedBuckets,
  allowedClouds,
  allowedFormats,
  allowedRegions,
  distinctSources,
  keepBackup,
  limitImages,
  namePattern,
  noCredentials,
  noExpunge,
  noForce,
  privateVisibility,
  protectProduction,
  reportOldImages,
  requireDescription,
  requireEncryptionKey,
  requireTags,
  timeoutBounds,
};

/** Every rule, in the order of the table in docs/policies.md. Rules that mend come first, so that others see the result. */
export const policies: Policies = [
  requireTags,
  requireDescription,
  namePattern,
  requireEncryptionKey,
  noForce,
  keepBackup,
  noExpunge,
  protectProduction,
  privateVisibility,
  allowedClouds,
  allowedRegions,
  allowedBuckets,
  allowedFormats,
  timeoutBounds,
  noCredentials,
  limitImages,
  distinctSources,
  reportOldImages,
];
