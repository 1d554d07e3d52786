import * as pulumi from "@pulumi/pulumi";

/** What resources of this program say of their cloud: of its settings the provider process warns. */
const ofResources = new Set<unknown>();

/** What look-ups have said: many may ask one cloud. */
const told = new Set<string>();

export function noteCloudOfResource(cloud: unknown): void {
  ofResources.add(cloud);
}

/**
 * Warns of the settings of a cloud that a look-up asks, unless the provider process does, which reads them for the resources. That is
 * known at the end of the program (`closedAtExit` of preflightOf.ts says how Node and Pulumi tell it). An inline program's process does
 * not end with it, so there the warning is given at once.
 */
export function warnOfCloud(cloud: string | undefined, text: string): void {
  const warn = () => {
    if (!ofResources.has(cloud)) void pulumi.log.warn(text);
  };
  if (process.env.PULUMI_NODEJS_ENGINE === undefined) warn();
  else if (!told.has(text)) process.once("beforeExit", warn);
  told.add(text); // a cloud that limits its sessions is connected to anew by each look-up
}
