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
  /** The name of an explicit provider. Default: the engine's own, which it makes of the stack's configuration. */
  readonly provider?: string;
}

/** An explicit provider of one form, with its inputs. */
export interface RecordedProvider {
  readonly name: string;
  readonly native?: boolean;
  readonly inputs: object;
}

export function stateOf(
  resources: readonly Recorded[],
  pending: readonly Recorded[] = [],
  providers: readonly RecordedProvider[] = [],
): string {
  const stack = { urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", type: "pulumi:pulumi:Stack" };
  return JSON.stringify({
    version: 3,
    deployment: {
      manifest: {},
      resources: [stack, ...defaultProviders, ...providers.map(toProvider), ...resources.map(toResource)],
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
  provider,
  ...rest
}: Recorded): unknown {
  const type = native ? nativeToken(resource) : dynamicToken(resource);
  return {
    urn: `urn:pulumi:dev::shop::${type}::${name}`,
    type,
    custom: true,
    id: imageId ?? (jobId && `job:${jobId}`),
    provider: provider === undefined ? defaultReference(native) : referenceTo(provider, native),
    // A plugin has no hidden inputs. Hand-made, not recorded: these are the outputs that it keeps.
    inputs: { volumeId: "v", cloud, ...(native ? {} : { __owner: owner }), ...inputs },
    outputs: { imageId, jobId, claim, __marker: marker, __owner: owner, ...location, ...(native && records) },
    ...rest,
  };
}

/** Our records of the arguments, which the state holds encrypted. */
const records = { __args: encrypted(), __facts: encrypted(), stateVersion: 1 };

const providerType = (native: boolean) => `pulumi:providers:${native ? "cloudimages" : "pulumi-nodejs"}`;
const PROVIDER_ID = "1b2f0f6e-0000-4000-8000-000000000000";

function referenceTo(name: string, native: boolean): string {
  return `urn:pulumi:dev::shop::${providerType(native)}::${name}::${PROVIDER_ID}`;
}

function defaultReference(native: boolean): string {
  return referenceTo(native ? "default_0_1_0" : "default", native);
}

function toProvider({ name, native = true, inputs }: RecordedProvider): unknown {
  const type = providerType(native);
  const urn = `urn:pulumi:dev::shop::${type}::${name}`;
  return { urn, type, custom: true, id: PROVIDER_ID, inputs, outputs: inputs };
}

/** Both forms' own providers, with the stack's configuration as it was when they were last used. */
const defaultProviders = [
  toProvider({ name: "default", native: false, inputs: { "cloudimages:cloud": "gone" } }),
  toProvider({ name: "default_0_1_0", inputs: { cloud: "gone", version: "0.1.0" } }),
];
