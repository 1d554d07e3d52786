import type { Field } from "./fields";
import { InvalidSettingsError } from "./invalidSettingsError";
import { isPemText, refuseUnseen } from "./unseen";

/** A value, and a description of where it came from. */
export interface Found {
  readonly value: string;
  readonly from: string;
}

/** The settings that one source has. Holds secrets in plain: it never leaves this folder. */
export type Layer = Readonly<Partial<Record<Field, Found>>>;

/** What bytes become that are no UTF-8; and NUL, of which text in UTF-16 is full. */
const NOT_TEXT = /[\uFFFD\0]/;

/** Fills a layer by asking for each field; blank values count as not set. */
export function layerOf(names: readonly Field[], find: (field: Field) => Found | undefined): Layer {
  const layer: Partial<Record<Field, Found>> = {};
  for (const field of names) {
    const found = find(field);
    if (found === undefined || found.value.trim() === "") continue;
    if (NOT_TEXT.test(found.value)) {
      throw new InvalidSettingsError(
        `${field} (${found.from}) is not text in UTF-8, so that nobody can tell what is meant. Write it in UTF-8.`,
      );
    }
    if (!isPemText(field, found.value)) refuseUnseen(`${field} (${found.from})`, found.value);
    layer[field] = found;
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
  agencyDomainId: ["agencyDomainName"],
  agencyDomainName: ["agencyDomainId"],
  verify: ["insecure"],
  insecure: ["verify"],
};

/** The upper layer's values over the lower's. */
export function overlay(lower: Layer, upper: Layer): Layer {
  const replaced = (Object.keys(upper) as Field[]).flatMap((field) => REPLACES[field] ?? []);
  const kept = Object.entries(lower).filter(([field]) => !replaced.includes(field as Field));
  return { ...Object.fromEntries(kept), ...upper };
}
