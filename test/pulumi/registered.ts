import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";

/** Runs programs with mocks in place of the engine: what they register, and what the mocks answer. */

export const imageId = "0d2d3b1c-1a3d-4f1e-9a44-0e8e3f7c9b11";

let registered: pulumi.runtime.MockResourceArgs[] = [];

/** `id`: what the engine records for a new resource. */
export async function mockEngine(
  id = imageId,
  state: Record<string, unknown> = {},
  { organization = "acme", project = "web", stack = "dev" } = {},
): Promise<void> {
  registered = [];
  await pulumi.runtime.setMocks(
    {
      newResource(args) {
        registered.push(args);
        return { id: args.id || id, state: { ...args.inputs, status: "active", sizeBytes: 42, ...state } };
      },
      call: () => ({}),
    },
    project,
    stack,
    false,
    organization,
  );
}

export function known<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

/** What has been registered so far. */
export const registrations = (): readonly pulumi.runtime.MockResourceArgs[] => registered;

/** The one resource of this package, once it is registered. */
export async function registeredAs(resource: pulumi.CustomResource) {
  await known(resource.id);
  const ours = registered.filter(({ type }) => type.includes("cloudimages:"));
  if (ours.length !== 1) throw new Error(`one resource expected, not ${ours.length}`);
  return ours[0] as pulumi.runtime.MockResourceArgs & { inputs: Record<string, unknown> };
}

/** The outputs in the schema for which the resource has no property. */
export function lacking(resource: object, { shape }: z.ZodObject): string[] {
  const outputs = resource as Readonly<Record<string, unknown>>;
  return Object.keys(shape).filter((name) => !pulumi.Output.isInstance(outputs[name]));
}
