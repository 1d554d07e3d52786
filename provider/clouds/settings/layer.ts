import type { Field } from "./fields";
import { InvalidSettingsError } from "./invalidSettingsError";
import { isPemText, refuseUnseen } from "./unseen";

/** A value, and a description of where it came from. */
export interface Setting {
  readonly value: string;
  readonly from: string;
}

/** The settings that one source has. Holds secrets in plain: it never leaves this folder. */
export type Layer = Readonly<Partial<Record<Field, Setting>>>;

/** The character that replaces bytes that are not UTF-8, and NUL, which text in UTF-16 is full of. */
const NOT_TEXT = /[\uFFFD\0]/;

/** Fills a layer by asking for each field; blank values count as not set. */
export function layerOf(names: readonly Field[], find: (field: Field) => Setting | undefined): Layer {
  const layer: Partial<Record<Field, Setting>> = {};
  for (const field of names) {
    const setting = find(field);
    if (setting === undefined || setting.value.trim() === "") continue;
    if (NOT_TEXT.test(setting.value)) {
      throw new InvalidSettingsError(
        `${field} (${setting.from}) is not text in UTF-8, so that nobody can tell what is meant. Write it in UTF-8.`,
      );
    }
    if (!isPemText(field, setting.value)) refuseUnseen(`${field} (${setting.from})`, setting.value);
    layer[field] = setting;
  }
  return layer;
}

/** If a layer names something by id or by name, the lower layer's id and name of it no longer count. */
const REPLACES: Readonly<Partial<Record<Field, readonly Field[]>>> = {
  projectId: ["projectName", "projectDomainId", "projectDomainName"],
  projectName: ["projectId"],
  projectDomainId: ["projectDomainName"],
  projectDomainName: ["projectDomainId"],
  userId: ["userName", "userDomainId", "userDomainName"],
  userName: ["userId"],
  userDomainId: ["userDomainName"],
  userDomainName: ["userDomainId"],
  domainId: ["domainName"],
  domainName: ["domainId"],
  applicationCredentialId: ["applicationCredentialName"],
  applicationCredentialName: ["applicationCredentialId"],
  accessKey: ["secretKey", "securityToken"],
  accessToken: ["accessTokenFile", "accessTokenVariable"],
  accessTokenFile: ["accessToken", "accessTokenVariable"],
  accessTokenVariable: ["accessToken", "accessTokenFile"],
  agencyDomainId: ["agencyDomainName"],
  agencyDomainName: ["agencyDomainId"],
  verify: ["insecure"],
  insecure: ["verify"],
};

/** The upper layer's values over the lower's. */
export function overlay(lower: Layer, upper: Layer): Layer {
  const replaced = (Object.keys(upper) as Field[]).flatMap((field) => REPLACES[field] ?? []);
  const remaining = Object.entries(lower).filter(([field]) => !replaced.includes(field as Field));
  return { ...Object.fromEntries(remaining), ...upper };
}
