import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { diff as compare, type Difference } from "../../../lifecycle/diff";
import { noteClaim } from "../../process/noteClaim";
import { callOf } from "../callOf";
import { definitionOf } from "../definitionOf";
import { recordedOwner } from "../recordedOwner";
import type { Session } from "../session";
import { type Received, received, wholeSecrets } from "../wire/received";
import { detailedDiff, type FieldDifference } from "./detailedDiff";

/** Outputs that no update changes: what depends on them alone need not wait for it. */
const STABLE = ["imageId", "uuid", "endpoint", "region", "projectId", "createdAt"];

export function diff(request: messages.DiffRequest, session: Session): messages.DiffResponse {
  const urn = request.getUrn();
  const { resource } = definitionOf(urn);
  const outputs = received(request.getOlds()).values;
  const inputs = received(request.getNews());
  const before = received(request.getOldInputs());
  const owner = recordedOwner(outputs, urn, session);
  const call = callOf({ urn, operation: "update", seconds: 0, owner });
  noteClaim(session.host, outputs, call.urn);
  const found = compare(resource, outputs, inputs.values, call);
  if (found.goesOn !== undefined) session.host.log(urn).line(found.goesOn);
  return responseOf(found, before, inputs);
}

function responseOf(found: Difference, before: Received, after: Received): messages.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const response = new messages.DiffResponse();
  const { replaces = [] } = found;
  const hasChanges = replaces.length > 0 || found.changes !== false;
  response.setChanges(hasChanges ? DIFF_SOME : DIFF_NONE);
  response.setStablesList(STABLE);
  response.setDeletebeforereplace(found.deleteBeforeReplace ?? false);
  response.setHasdetaileddiff(true);
  if (!hasChanges) return response;
  const details = detailedDiff(found, before.values, after.values, wholeSecrets(before, after));
  response.setReplacesList([...replaces]);
  response.setDiffsList([...new Set([...found.fields, ...replaces])]);
  for (const [field, one] of details) response.getDetaileddiffMap().set(field, propertyDiff(one));
  return response;
}

function propertyDiff({ kind, replaces, byInput }: FieldDifference): messages.PropertyDiff {
  const difference = new messages.PropertyDiff();
  difference.setKind(messages.PropertyDiff.Kind[replaces ? (`${kind}_REPLACE` as const) : kind]);
  difference.setInputdiff(byInput);
  return difference;
}
