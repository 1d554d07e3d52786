import type { Profile, ProfileName, Project } from "../../world/profile";
import { UnknownFixture, type World } from "../../world/world";
import type { Token } from "../token";
import { demoIssuer, demoSubject } from "./idToken";

/** One that an account trusts, with its protocol and its mapping (docs/vendors/open-telekom-and-huawei.md#federation). */
export interface IdentityProvider {
  readonly name: string;
  readonly profile: Profile;
  readonly protocol: string;
  /** `idp_url`. */
  readonly issuer: string;
  /** `client_id`. */
  readonly audience: string;
  /** The rule: `sub` is any one of these. */
  readonly subjects: readonly string[];
  /** The group that the rule gives, and where that has a role. */
  readonly group: string;
  readonly projects: readonly Project[];
}

export type IdentityProviderPatch = Partial<Omit<IdentityProvider, "name" | "profile">>;

export const demoAudience = "cloud-images";
export const demoProtocol = ({ name }: Profile): string => (name === "openstack" ? "openid" : "oidc");

export const demoProvider = (profile: Profile): IdentityProvider => ({
  name: `github-${profile.name}`,
  profile,
  protocol: demoProtocol(profile),
  issuer: demoIssuer,
  audience: demoAudience,
  subjects: [demoSubject],
  group: "images",
  projects: [profile.projects[0]],
});

export function patchIdentityProvider(
  world: World,
  profile: ProfileName,
  changes: IdentityProviderPatch,
): void {
  const name = `github-${profile}`;
  const provider = world.identityProviders.get(name);
  if (!provider) throw new UnknownFixture(`no identity provider ${name}`);
  world.identityProviders.set(name, { ...provider, ...changes });
}

/** The user of such a token, who exists nowhere else. */
export const federatedUser = ({ profile }: Token, { name, protocol, group }: IdentityProvider): object => ({
  id: "f".repeat(32),
  name: "github-job",
  domain: profile.domain,
  "OS-FEDERATION": {
    identity_provider: { id: name },
    protocol: { id: protocol },
    groups: [{ id: "e".repeat(32), name: group }],
  },
});
