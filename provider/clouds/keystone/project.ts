import { CredentialsError } from "../../http/errors";
import { traits } from "../profiles/traits";
import { type CloudSettings, isHuaweiFamily, regionOfProject, whereToSet } from "../settings";

/** The project of a token, from the answer to a login. */
export interface TokenProject {
  readonly id: string;
  readonly name?: string | undefined;
  readonly domain?: Named | undefined;
}

export interface Named {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/** Whether it is the project in the settings. If they name none, any project is. */
export function isConfigured(project: TokenProject, settings: CloudSettings): boolean {
  const { projectId, projectName, projectIsDefault, projectDomainId, projectDomainName } = settings;
  if (projectId !== undefined) return project.id === projectId;
  if (projectName === undefined || projectIsDefault === true) return true;
  const { domain = {} } = project;
  const domains = [
    [projectDomainId, domain.id],
    // Keystone ignores the case of a domain's name, as its usual databases do.
    [projectDomainName?.toLowerCase(), domain.name?.toLowerCase()],
  ];
  // On the public clouds IAM takes projects by name only.
  const compared = traits[settings.profile].projectsHaveDomains ? domains : [];
  return (
    project.name === projectName &&
    compared.every(([configured, actual]) => !configured || actual === undefined || configured === actual)
  );
}

/** What messages call the project that the settings name. */
export function wantedProject(settings: CloudSettings): string {
  const { projectId, projectName, projectDomainName, projectDomainId, profile } = settings;
  if (projectId !== undefined) return `project ${projectId}`;
  const domain = traits[profile].projectsHaveDomains ? (projectDomainName ?? projectDomainId) : undefined;
  return `project "${projectName}"${domain === undefined ? "" : ` of domain ${domain}`}`;
}

/** Refuses a token of another project than the configured one: nobody wants images there. */
export function refuseOther(project: TokenProject, what: string, settings: CloudSettings): void {
  if (isConfigured(project, settings)) return;
  const field = settings.projectId === undefined ? "projectName" : "projectId";
  const [credential, other] =
    settings.credentials.kind === "applicationCredential"
      ? ["the application credential", "create one in that project"]
      : ["the token", "get one for that project"];
  throw new CredentialsError(
    `${what}: ${credential} is of ${describe(project)}, but ${wantedProject(settings)} is configured (${settings.sources[field]})`,
    {
      outcome: "rejected",
      hint: `${other}; or correct what is configured: set ${whereToSet(field, settings)}`,
    },
  );
}

/**
 * A project of OTC and Huawei Cloud is in the region that its name begins with. If the settings have another region, the
 * catalogue and the vendor's naming pattern would lead to a region without the project.
 */
export function refuseOtherRegion({ name }: TokenProject, what: string, settings: CloudSettings): void {
  const region = regionOfProject(settings.profile, name);
  if (!isHuaweiFamily(settings.profile) || region === undefined || region === settings.region) return;
  throw new CredentialsError(
    `${what}: project "${name}" is one of region ${region}, but the region is ${settings.region} (${settings.sources.region})`,
    {
      outcome: "rejected",
      hint: `set ${whereToSet("region", settings)} to ${region}, or sign in to another project`,
    },
  );
}

function describe({ id, name }: TokenProject): string {
  return name === undefined ? `project ${id}` : `project "${name}" (${id})`;
}
