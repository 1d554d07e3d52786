import type { Cloud, CloudLocation } from "../clouds/cloud";
import { CloudError } from "../http/errors";

/**
 * A wrong OS_CLOUD must never look like "the image is gone": where the resource was made and where we are
 * connected have to be the same place. Resolves with it.
 */
export async function sameLocation(cloud: Cloud, recorded: CloudLocation): Promise<CloudLocation> {
  const connected = await cloud.location();
  const fields = ["endpoint", "region", "projectId"] as const;
  // ZStack does not tell whose an access key is: then there is no project to compare.
  const wrong = fields.filter(
    (field) => connected[field] !== recorded[field] && connected[field] !== "" && recorded[field] !== "",
  );
  if (wrong.length === 0) return connected;
  const differences = wrong.map(
    (field) => `${field} is ${connected[field]}, the resource was made in ${recorded[field]}`,
  );
  throw new CloudError(`cloud "${cloud.name}" is not the resource's: ${differences.join("; ")}`, {
    outcome: "not-sent",
    hint: "choose the cloud that the resource was made in: its argument `cloud`, `cloudimages:cloud`, or OS_CLOUD. To make the image anew elsewhere, destroy it there first, or `pulumi state delete` the resource",
  });
}
