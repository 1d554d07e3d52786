/**
 * What the generators of SDKs need beside the rest. SDKs have the version of the package. Where a publisher's name belongs
 * (Java's `basePackage`, .NET's `rootNamespace`), Pulumi's default stands until there is a publisher; Go's path follows
 * `repository`.
 */
export const languages = {
  nodejs: { packageName: "pulumi-cloud-images-native", respectSchemaVersion: true },
  python: { packageName: "pulumi_cloudimages", respectSchemaVersion: true, pyproject: { enabled: true } },
  go: { generateResourceContainerTypes: true, respectSchemaVersion: true },
  csharp: { namespaces: { cloudimages: "CloudImages" }, respectSchemaVersion: true },
  java: { buildFiles: "gradle" },
} as const;
