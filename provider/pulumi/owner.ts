import * as pulumi from "@pulumi/pulumi";
import { CloudError, explain } from "../http/errors";
import { isMocked } from "./mocked";
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
  try {
    return stackOwner(stack, pulumi.getRootDirectory());
  } catch (error) {
    throw error instanceof CloudError ? new pulumi.RunError(explain(error)) : error; // for people: without a stack
  }
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
