/** States as `pulumi stack export` writes them, for images of these tests. */
export interface Recorded {
  readonly imageId?: string;
  readonly name?: string;
  readonly claim?: string;
  readonly owner?: string;
  readonly cloud?: string;
  readonly location?: { endpoint: string; region: string; projectId: string };
  readonly external?: boolean;
  readonly initErrors?: string[];
}

const type = "pulumi-nodejs:dynamic/cloudimages:VolumeImage";

export function stateOf(resources: readonly Recorded[], begun: readonly Recorded[] = []): string {
  const stack = { urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", type: "pulumi:pulumi:Stack" };
  return JSON.stringify({
    version: 3,
    deployment: {
      manifest: {},
      resources: [stack, ...resources.map(toResource)],
      pending_operations: begun.map((one) => ({ resource: toResource(one), type: "creating" })),
    },
  });
}

function toResource({ imageId, name = "golden", claim, owner, cloud, location, ...rest }: Recorded): unknown {
  return {
    urn: `urn:pulumi:dev::shop::${type}::${name}`,
    type,
    custom: true,
    id: imageId,
    inputs: { volumeId: "v", cloud, __owner: owner },
    outputs: { imageId, claim, __owner: owner, ...location },
    ...rest,
  };
}
