/** States as `pulumi stack export` writes them, for images of these tests. */
export interface Recorded {
  /** Default: a `VolumeImage`. */
  readonly resource?: "VolumeImage" | "FullEcsImage" | "DataImage" | "DataVolumeTemplate";
  readonly imageId?: string;
  /** The job that makes the image, where the state does not know that one's own id. */
  readonly jobId?: string;
  /** That of the create call, kept beside the job. */
  readonly marker?: string;
  readonly name?: string;
  readonly claim?: string;
  readonly owner?: string;
  readonly cloud?: string;
  readonly location?: { endpoint: string; region: string; projectId: string };
  readonly external?: boolean;
  readonly initErrors?: string[];
}

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

function toResource({
  resource = "VolumeImage",
  imageId,
  jobId,
  marker,
  name = "golden",
  claim,
  owner,
  cloud,
  location,
  ...rest
}: Recorded): unknown {
  const type = `pulumi-nodejs:dynamic/cloudimages:${resource}`;
  return {
    urn: `urn:pulumi:dev::shop::${type}::${name}`,
    type,
    custom: true,
    id: imageId ?? (jobId && `job:${jobId}`),
    inputs: { volumeId: "v", cloud, __owner: owner },
    outputs: { imageId, jobId, claim, __marker: marker, __owner: owner, ...location },
    ...rest,
  };
}
