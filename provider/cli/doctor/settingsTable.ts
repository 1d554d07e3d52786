import type { CloudSettings } from "../../clouds/settings";
import { type Field, fields } from "../../clouds/settings/fields";

/** One setting, ready to be printed. */
export interface PrintedSetting {
  readonly name: string;
  /** Masked where it is secret. */
  readonly value: string;
  readonly secret: boolean;
  /** Such as `environment OS_PASSWORD`. */
  readonly from: string;
}

/** Lists the settings with their sources. Secret values cannot leak from here, because settings hold them as `Secret`. */
export function settingsTable(settings: CloudSettings): PrintedSetting[] {
  return Object.entries(settings.sources).map(([name, from]) => {
    const secret = fields[name as Field]?.secret === true;
    return { name, from, secret, value: secret ? "[secret]" : printed(name, settings) };
  });
}

function printed(name: string, settings: CloudSettings): string {
  const service = /^(.+)Endpoint$/.exec(name)?.[1];
  if (service !== undefined) return settings.endpoints[service as keyof CloudSettings["endpoints"]] ?? "set";
  if (name === "accessKey") return masked(settings);
  const value: unknown = { ...settings, ...ofCredentials(settings), ...ofAgency(settings) }[
    name as keyof CloudSettings
  ];
  return typeof value === "string" || typeof value === "boolean" ? String(value) : "set";
}

/** The id of an access key is not secret, but a shared report should not show whose key it is. */
function masked({ credentials }: CloudSettings): string {
  return credentials.kind === "accessKey" ? `${credentials.accessKey.slice(0, 4)}…` : "set, not used";
}

function ofCredentials({ credentials }: CloudSettings): Record<string, unknown> {
  if (credentials.kind === "metadata") return { authType: "ecsagency", metadataUrl: credentials.url };
  if (credentials.kind === "federation") {
    const { identityProvider, protocol, idToken } = credentials;
    const file = idToken.how === "file" ? { accessTokenFile: idToken.path } : {};
    const audience = idToken.how === "github" ? { accessTokenAudience: idToken.audience } : {};
    return { authType: "v3oidcaccesstoken", identityProvider, protocol, ...file, ...audience };
  }
  if (credentials.kind !== "applicationCredential") return {};
  return { applicationCredentialId: credentials.id, applicationCredentialName: credentials.name };
}

function ofAgency({ agency }: CloudSettings): Record<string, unknown> {
  if (agency === undefined) return {};
  const { name, domainName, domainId, delegatedProject } = agency;
  return { agencyName: name, agencyDomainName: domainName, agencyDomainId: domainId, delegatedProject };
}
