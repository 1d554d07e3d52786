import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { ownerOf } from "../lifecycle/marker";

/**
 * Whose images these are: `cloudimages:owner` where it is set, else a hash over organization, project and stack,
 * and the salt of the stack's secrets, which tells apart the `dev` stacks of two people.
 */
export function currentOwner(): string {
  const configured = new pulumi.Config("cloudimages").get("owner");
  const stack = {
    organization: pulumi.getOrganization(),
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
  };
  // A configured owner is named by its user and holds for any stack file.
  if (configured !== undefined)
    return ownerOf({ organization: "", project: "", stack: "", salt: configured });
  return ownerOf({ ...stack, salt: saltOf(pulumi.getRootDirectory(), pulumi.getStack()) });
}

/** `encryptionsalt` (passphrase) or `encryptedkey` (cloud key services) of Pulumi.<stack>.yaml; "" without such a file. */
function saltOf(folder: string, stack: string): string {
  const shortName = stack.split("/").at(-1) ?? stack;
  const file = [`Pulumi.${shortName}.yaml`, `Pulumi.${shortName}.yml`]
    .map((name) => join(folder, name))
    .find(existsSync);
  if (file === undefined) return "";
  const settings: unknown = parse(readFileSync(file, "utf8"));
  if (typeof settings !== "object" || settings === null) return "";
  const { encryptionsalt, encryptedkey } = settings as Record<string, unknown>;
  return String(encryptedkey ?? encryptionsalt ?? "");
}
