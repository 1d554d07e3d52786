import { dynamicToken, nativeToken } from "../../provider/pulumi/tokens";

/** States as `pulumi stack export` writes them, for images of these tests. */
export interface Recorded {
  /** Default: a `VolumeImage`. */
  readonly resource?: "VolumeImage" | "FullEcsImage" | "DataImage" | "DataVolumeTemplate";
  /** Whether the plugin serves it. Default: it is a dynamic resource. */
  readonly native?: boolean;
  readonly imageId?: string;
  /** The job that creates the image, if the state does not have the image's own id yet. */
  readonly jobId?: string;
  /** The marker of the create call, recorded with the job. */
  readonly marker?: string;
  readonly name?: string;
  readonly claim?: string;
  readonly owner?: string;
  readonly cloud?: string;
  readonly location?: { endpoint: string; region: string; projectId: string };
  readonly external?: boolean;
  readonly initErrors?: string[];
  /** Further inputs, such as secrets. */
  readonly inputs?: object;
}

export function stateOf(resources: readonly Recorded[], pending: readonly Recorded[] = []): string {
  const stack = { urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", type: "pulumi:pulumi:Stack" };
  return JSON.stringify({
    version: 3,
    deployment: {
      manifest: {},
      resources: [stack, ...resources.map(toResource)],
      pending_operations: pending.map((one) => ({ resource: toResource(one), type: "creating" })),
    },
  });
}

/** A secret as the engine writes it. `plaintext` is what `--show-secrets` adds. */
export const encrypted = (plaintext?: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ...(plaintext === undefined ? { ciphertext: "v1:AAAA" } : { plaintext: JSON.stringify(plaintext) }),
});

function toResource({
  resource = "VolumeImage",
  native = false,
  imageId,
  jobId,
  marker,
  name = "golden",
  claim,
  owner,
  cloud,
  location,
  inputs,
  ...rest
}: Recorded): unknown {
  const type = native ? nativeToken(resource) : dynamicToken(resource);
  return {
    urn: `urn:pulumi:dev::shop::${type}::${name}`,
    type,
    custom: true,
    id: imageId ?? (jobId && `job:${jobId}`),
    inputs: { volumeId: "v", cloud, __owner: owner, ...inputs },
    outputs: { imageId, jobId, claim, __marker: marker, __owner: owner, ...location },
    ...rest,
  };
}
