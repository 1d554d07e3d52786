import type { Proxies } from "../../http/proxies/proxies";
import type { Place } from "./choice";
import type { Profile } from "./profile";
import type { Secret } from "./secret";

/** How to sign in. Which one is meant follows from `auth_type`, or else from which secret is set. */
export type Credentials =
  | {
      readonly kind: "password";
      readonly password: Secret;
      /** The second factor's one-time code (TOTP); OTC and Huawei Cloud want it next to the password. */
      readonly passcode?: Secret;
    }
  | { readonly kind: "token"; readonly token: Secret }
  | {
      readonly kind: "applicationCredential";
      /** Either the id, or the name together with the user it belongs to. */
      readonly id?: string;
      readonly name?: string;
      readonly secret: Secret;
    }
  | {
      readonly kind: "accessKey";
      /** The key's id (AK): not secret, it is sent in plain with every signed request. */
      readonly accessKey: string;
      readonly secretKey: Secret;
      /** Set for temporary keys. */
      readonly securityToken?: Secret;
    }
  | {
      /** An identity provider's token, exchanged for one of the cloud: no credential is stored anywhere. */
      readonly kind: "federation";
      readonly identityProvider: string;
      /** Of the identity provider, as the cloud knows it. */
      readonly protocol: string;
      readonly idToken: IdTokenOrigin;
    }
  | {
      /** The temporary keys of an agency, which a server of OTC or Huawei Cloud gets for itself. */
      readonly kind: "metadata";
      /** The metadata service, without a path. */
      readonly url: string;
    };

/** Where id tokens come from. They end within minutes, so all but a given one are got anew for each exchange. */
export type IdTokenOrigin =
  | {
      readonly how: "given";
      readonly token: Secret /** Such as `environment OS_ACCESS_TOKEN`. */;
      readonly from: string;
    }
  | { readonly how: "file"; readonly path: string; readonly from: string; read(): string | undefined }
  | { readonly how: "github"; readonly url: string; readonly bearer: Secret; readonly audience?: string };

/** An agency (role in another account, given by domain's name or id) to act as, once signed in. */
export interface Agency {
  readonly name: string;
  readonly domainName?: string;
  readonly domainId?: string;
  /** Name of the project to work in; default: the settings' project, which is then looked for in the agency's account. */
  readonly delegatedProject?: string;
}

/** The services whose address can be set by hand. */
export const services = [
  "identity",
  "image",
  "volume",
  "compute",
  "backup",
  "serverBackup",
  "object",
] as const;
export type Service = (typeof services)[number];

export type Interface = "public" | "internal" | "admin";

/** One connection: where, who, and with what secret. Safe to print. */
export interface CloudSettings {
  /** The entry's name in clouds.yaml, or `environment`, or `stack configuration`. */
  readonly name: string;
  readonly profile: Profile;
  /** Where the cloud is described, for hints. */
  readonly place: Place;
  /**
   * Identity service as it was written, with or without a version: `https://iam.eu-de.otc.t-systems.com/v3`; no slash
   * at the end. ZStack: the API with its context path, `http://10.0.0.1:8080/zstack`.
   */
  readonly authUrl?: string;
  readonly region?: string;
  /** Where both an id and a name are set, the id counts. The same holds for users and domains. */
  readonly projectId?: string;
  /** OTC and Huawei Cloud: by default the region's own project, which bears its name. */
  readonly projectName?: string;
  /** True if no project is set, so that the region's own one is used. A token of another project is then accepted, too. */
  readonly projectIsDefault?: true;
  readonly projectDomainId?: string;
  readonly projectDomainName?: string;
  readonly userId?: string;
  readonly userName?: string;
  readonly userDomainId?: string;
  readonly userDomainName?: string;
  /** ZStack: the account of the user; undefined where the user name is the account's own. */
  readonly accountName?: string;
  /** The account, if it is set separately from the user's and the project's domain. */
  readonly domainId?: string;
  readonly domainName?: string;
  readonly credentials: Credentials;
  readonly agency?: Agency;
  /** Addresses set by hand, as they were written but without a slash at the end; they may end with a version. */
  readonly endpoints: Readonly<Partial<Record<Service, string>>>;
  /** PEM text of the certificate authorities to trust instead of the system's. */
  readonly caCertificate?: string;
  /** PEM text of the certificate that we show to a server which asks for one, and its key. */
  readonly clientCertificate?: string;
  readonly clientKey?: Secret;
  /** False: certificates are not checked. Default true. */
  readonly verify: boolean;
  /** True: plain http to other hosts than this machine is allowed. Default false. */
  readonly allowHttp: boolean;
  /** The proxies that the environment names, if any. */
  readonly proxies?: Proxies;
  /** Where exchanges are logged, if anywhere: the absolute path of a file, or `stderr`. */
  readonly exchangeLog?: string;
  /** The kind of endpoint to use from the catalogue. Default `public`. */
  readonly interface: Interface;
  /** The kinds to use if a service has no such endpoint, in this order. */
  readonly otherInterfaces?: readonly Interface[];
  /**
   * What the vendor's host names end with, such as `myhuaweicloud.com`: as set, or if `authUrl` is such a name. Without it
   * no host name is derived.
   */
  readonly cloudDomain?: string;
  /** ZStack: the zone of the management node's clock, which the dates of signed requests are written in. */
  readonly timeZone?: string;
  /** Where each value came from, such as `environment OS_PASSWORD`; by the names of fields.ts. No values. */
  readonly sources: Readonly<Record<string, string>>;
}
