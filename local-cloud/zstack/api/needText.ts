import type { Caller } from "../identity/caller";
import { isUuid } from "../world/newUuid";
import { failWith } from "./errorCode";
import { type Fields, listField, textField } from "./readBody";

/**
 * The checks that `@APIParam` asks for, in the words of ApiMessageProcessorImpl (docs/vendors/zstack.md#errors,
 * docs/vendors/zstack.md#creating-a-template).
 */

export function needText(api: string, fields: Fields, name: string, longest?: number): string {
  const value = mayText(api, fields, name, longest);
  if (value !== undefined && value !== "") return value;
  return failWith("SYS.1007", `field[${name}] of message[${api}] is mandatory, can not be null`);
}

export function mayText(api: string, fields: Fields, name: string, longest?: number): string | undefined {
  const value = textField(fields, name)?.trim();
  if (value !== undefined && longest !== undefined && value.length > longest)
    failWith(
      "SYS.1007",
      `field[${name}] of message[${api}] exceeds max length of string. expected was <= ${longest}, actual was ${value.length}`,
    );
  return value;
}

export function needList(api: string, fields: Fields, name: string): string[] {
  const value = mayList(api, fields, name);
  return value ?? failWith("SYS.1007", `field[${name}] of message[${api}] is mandatory, can not be null`);
}

export function mayList(api: string, fields: Fields, name: string): string[] | undefined {
  const value = listField(fields, name);
  if (value?.length === 0) failWith("SYS.1007", `field[${name}] of message[${api}] cannot be an empty list`);
  return value;
}

export function mayChoice(fields: Fields, name: string, valid: readonly string[]): string | undefined {
  const value = textField(fields, name);
  if (value !== undefined && !valid.includes(value))
    failWith(
      "SYS.1007",
      `valid value for field[${name}] of message is [${valid.join(", ")}], but ${value} found`,
    );
  return value;
}

export function existing<Value>(
  field: string,
  type: string,
  uuid: string,
  map: ReadonlyMap<string, Value>,
): Value {
  const value = map.get(uuid);
  return (
    value ?? failWith("SYS.1003", `invalid field[${field}], resource[uuid:${uuid}, type:${type}] not found`)
  );
}

export function allExisting(
  field: string,
  type: string,
  uuids: readonly string[],
  map: ReadonlyMap<string, unknown>,
) {
  const unknown = uuids.filter((uuid) => !map.has(uuid));
  if (unknown.length > 0)
    failWith(
      "SYS.1003",
      `invalid field[${field}], resource[uuids:[${unknown.join(", ")}], type:${type}] not found`,
    );
}

export function mayResourceUuid(fields: Fields): string | undefined {
  const uuid = textField(fields, "resourceUuid");
  if (uuid !== undefined && !isUuid(uuid))
    failWith(
      "SYS.1007",
      `resourceUuid[${uuid}] is not a valid uuid. A valid uuid is a UUID(v4 recommended) with '-' stripped.`,
    );
  return uuid;
}

export function ownedBy({ accountUuid }: Caller, uuid: string, owner: string): void {
  if (owner !== accountUuid)
    failWith("ID.1002", `the account[uuid:${accountUuid}] has no access to the resource[uuid: ${uuid}]`);
}
