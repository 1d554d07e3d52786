import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { same } from "../../../lifecycle/state/change";
import { secretSettings, settingIssues } from "../settings";
import { received } from "../wire/received";
import { toStruct } from "../wire/toStruct";
import { checkResponse } from "./checkResponse";

/** Before anything is registered: a misspelt setting fails, and credentials are kept as secrets. */
export function checkConfig(request: messages.CheckRequest): messages.CheckResponse {
  const given = received(request.getNews());
  const inputs = toStruct(given.values, secretSettings(given));
  return checkResponse(inputs, settingIssues(request.getUrn(), given.values));
}

/**
 * No setting replaces an image: another way to sign in is none of its properties, and an image of another cloud or project is not
 * found at the address that the settings name now, which is an error (docs/safety.md).
 */
export function diffConfig(request: messages.DiffRequest): messages.DiffResponse {
  const before = received(request.getOldInputs() ?? request.getOlds()).values;
  const after = received(request.getNews()).values;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = keys.filter((key) => !same(before[key], after[key]));
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const response = new messages.DiffResponse();
  response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList(changed);
  return response;
}
