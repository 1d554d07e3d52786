/**
 * Policies for images, to build a pack of your own: `new PolicyPack("team", { policies: [requireTags, noForce] })`.
 * They are plain objects, so a copy with another `enforcementLevel` is a policy too. `policies` has all of them.
 */
import type { Policies } from "@pulumi/policy";
import { allowedBuckets } from "./rules/allowedBuckets";
import { allowedClouds } from "./rules/allowedClouds";
import { allowedFormats } from "./rules/allowedFormats";
import { allowedRegions } from "./rules/allowedRegions";
import { distinctSources } from "./rules/distinctSources";
import { keepBackup } from "./rules/keepBackup";
import { limitImages } from "./rules/limitImages";
import { namePattern } from "./rules/namePattern";
import { noCredentials } from "./rules/noCredentials";
import { noExpunge } from "./rules/noExpunge";
import { noForce } from "./rules/noForce";
import { policyConfiguration } from "./rules/policyConfiguration";
import { privateVisibility } from "./rules/privateVisibility";
import { protectProduction } from "./rules/protectProduction";
import { reportOldImages } from "./rules/reportOldImages";
import { requireDescription } from "./rules/requireDescription";
import { requireEncryptionKey } from "./rules/requireEncryptionKey";
import { requireTags } from "./rules/requireTags";
import { timeoutBounds } from "./rules/timeoutBounds";

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
  policyConfiguration,
  privateVisibility,
  protectProduction,
  reportOldImages,
  requireDescription,
  requireEncryptionKey,
  requireTags,
  timeoutBounds,
};

/**
 * All policies, in the order of the table in docs/policies.md. Those that remediate come first, so that the others see the
 * result.
 */
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
  policyConfiguration,
];
