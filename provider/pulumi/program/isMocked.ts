import * as pulumi from "@pulumi/pulumi";

/**
 * Whether mocks stand in the engine's place, as in a program's unit tests: what answers registrations is then no client of
 * an engine. Nothing is recorded there, and no provider is started.
 */
export function isMocked(): boolean {
  const monitor: object | undefined = pulumi.runtime.getMonitor();
  return monitor === undefined || !("getChannel" in monitor);
}
