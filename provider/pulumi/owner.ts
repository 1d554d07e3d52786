import * as pulumi from "@pulumi/pulumi";
import { configuredOwner, stackOwner } from "./stackOwner";

/** Whose images these are: of `cloudimages:owner` where it is set, else of the stack. */
export function currentOwner(): string {
  const configured = new pulumi.Config("cloudimages").get("owner");
  if (configured !== undefined) return configuredOwner(configured);
  const stack = {
    organization: pulumi.getOrganization(),
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
  };
  return stackOwner(stack, pulumi.getRootDirectory());
}
