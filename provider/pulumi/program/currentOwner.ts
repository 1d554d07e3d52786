import * as pulumi from "@pulumi/pulumi";
import { forPeople } from "../forPeople";
import { isMocked } from "./isMocked";
import { configuredOwner, stackOwner } from "./stackOwner";

/** Whose images these are: of `cloudimages:owner` where it is set, else of the stack. */
export function currentOwner(): string {
  const configured = new pulumi.Config("cloudimages").get("owner");
  if (configured !== undefined) return configuredOwner(configured);
  const stack = {
    organization: organization(),
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
  };
  return forPeople(() => stackOwner(stack, pulumi.getRootDirectory()));
}

/** Mocks need not name one; an engine always does. */
function organization(): string {
  try {
    return pulumi.getOrganization();
  } catch (error) {
    if (isMocked()) return "";
    throw error;
  }
}
