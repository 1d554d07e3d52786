import * as pulumi from "@pulumi/pulumi";

/**
 * Whether mocks take the place of the engine, as in the unit tests of a program. Then nothing is recorded and no provider is
 * started. Mocks are recognized by the monitor, which is no client of an engine.
 */
export function isMocked(): boolean {
  const monitor: object | undefined = pulumi.runtime.getMonitor();
  return monitor === undefined || !("getChannel" in monitor);
}
