import * as pulumi from "@pulumi/pulumi";
import { isMocked } from "./isMocked";
import { configuredOwner, stackOwner } from "./stackOwner";
import { asUserError } from "./userError";

/** The owner in the marks of this program's images: from `cloudimages:owner` if it is set, else from the stack. */
export function currentOwner(): string {
  const configured = new pulumi.Config("cloudimages").get("owner");
  if (configured !== undefined) return configuredOwner(configured);
  const stack = {
    organization: organization(),
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
  };
  return asUserError(() => stackOwner(stack, pulumi.getRootDirectory()));
}

/** An engine always names an organization; mocks need not. */
function organization(): string {
  try {
    return pulumi.getOrganization();
  } catch (error) {
    if (isMocked()) return "";
    throw error;
  }
}
