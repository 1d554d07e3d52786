import type { CloudSettings } from "../../clouds/settings";
import { type Field, fields } from "../../clouds/settings/fields";

/** One setting, fit to be printed. */
export interface ShownSetting {
  readonly name: string;
  /** Masked where it is secret. */
  readonly value: string;
  readonly secret: boolean;
  /** Such as `environment OS_PASSWORD`. */
  readonly from: string;
}

/** Where each value came from. Values of secret fields never come near it: settings hold them as `Secret`. Pure. */
export function settingsTable(settings: CloudSettings): ShownSetting[] {
  return Object.entries(settings.sources).map(([name, from]) => {
    const secret = fields[name as Field]?.secret === true;
    return { name, from, secret, value: secret ? "[secret]" : shown(name, settings) };
  });
}

function shown(name: string, settings: CloudSettings): string {
  const service = /^(.+)Endpoint$/.exec(name)?.[1];
  if (service !== undefined) return settings.endpoints[service as keyof CloudSettings["endpoints"]] ?? "set";
  if (name === "accessKey") return masked(settings);
  const value: unknown = { ...settings, ...ofCredentials(settings), ...ofAgency(settings) }[
    name as keyof CloudSettings
  ];
  return typeof value === "string" || typeof value === "boolean" ? String(value) : "set";
}

/** The id of a key is no secret, but what it belongs to should not be read off a shared report. */
function masked({ credentials }: CloudSettings): string {
  return credentials.kind === "accessKey" ? `${credentials.accessKey.slice(0, 4)}…` : "set, not used";
}

function ofCredentials({ credentials }: CloudSettings): Record<string, unknown> {
  if (credentials.kind !== "applicationCredential") return {};
  return { applicationCredentialId: credentials.id, applicationCredentialName: credentials.name };
}

function ofAgency({ agency }: CloudSettings): Record<string, unknown> {
  if (agency === undefined) return {};
  const { name, domainName, domainId, delegatedProject } = agency;
  return { agencyName: name, agencyDomainName: domainName, agencyDomainId: domainId, delegatedProject };
}
