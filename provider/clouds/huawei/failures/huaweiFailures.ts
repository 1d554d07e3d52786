import type { FailureTable, KnownFailure } from "../../../http/failures/failureOf";
import { ownValue } from "../../../http/ownValue";
import { ASK_FOR_PERMISSION } from "../../actions";
import { glanceRefusal } from "../../glance/glanceRefusal";
import { isGlanceNotFound } from "../../glance/isGlanceNotFound";
import { refusedKeysHint } from "../auth/refusedKeysHint";
import { failureRows } from "./failureRows";
import { isCodeOfIms } from "./isCodeOfIms";
import { jobFailures } from "./jobFailures";

/**
 * What the codes of EVS, IMS and the API gateway mean (docs/vendors/open-telekom-and-huawei.md#evs-error-codes,
 * docs/vendors/open-telekom-and-huawei.md#ims-error-codes, docs/vendors/open-telekom-and-huawei.md#gateway-codes);
 * jobFailures.ts has those that only images made by jobs meet. HTTP statuses of these services say little: IMS answers 400
 * for nearly everything.
 */
export const huaweiFailures: FailureTable = (complaint) => {
  const failure = knownFailure(complaint);
  return isAbsent(complaint, failure) ? { ...failure, kind: "notFound", fromService: true } : failure;
};

/** Whether IMS itself says that an image does not exist: with a code of its own, or in Glance's words, which it passes on. */
function isAbsent(complaint: Complaint, failure: KnownFailure | undefined): boolean {
  const { status, code } = complaint;
  const absent = failure === undefined ? status === 404 : failure.kind === "notFound";
  return absent && (isCodeOfIms(code) || isGlanceNotFound(complaint));
}

const knownFailure: FailureTable = (complaint) => {
  const { status, code, message } = complaint;
  const failure = code === undefined ? undefined : ownValue(byCode, code.replace(/^APIG\./, "APIGW."));
  if (failure?.kind === "credentials") return { ...failure, hint: refusedKeysHint(message) ?? signIn };
  if (failure !== undefined) return failure;
  // CBR and CSBS answer 400 for what does not exist (BackupService.6105 "Vault Not Found"); not all its codes are known.
  if (/^(BackupService|CSBS)\./.test(code ?? "") && /not found|not exist/i.test(message))
    return { kind: "notFound" };
  // EVS passes on Cinder's rate limit (docs/vendors/open-telekom-and-huawei.md#throttling: 413 `overLimit`); its quotas
  // have codes of their own.
  if (status === 413 && /rate-limited/i.test(message)) return { kind: "throttled" };
  // No page says which code an export of a busy volume gets (docs/vendors/open-telekom-and-huawei.md#unverified); the text
  // is Cinder's.
  if (/status must be available/i.test(message)) return { kind: "conflict", hint: volumeBusy };
  return glanceRefusal(complaint);
};

type Complaint = Parameters<FailureTable>[0];

const volumeBusy =
  "wait until nothing else uses the volume, detach it (or stop its server), or set `force: true`";
const signIn = "check the credentials; if the clock of this machine is wrong, set it";

/**
 * Refused before anything was done (docs/vendors/open-telekom-and-huawei.md#evs-error-codes,
 * docs/vendors/open-telekom-and-huawei.md#gateway-codes): such a 503 is definite even without a Retry-After.
 */
const rejectedAtGateway: KnownFailure = { kind: "unavailable", outcome: "rejected" };

const byCode: Readonly<Record<string, KnownFailure>> = {
  ...jobFailures,
  ...failureRows(
    "credentials",
    "APIGW.0301 APIGW.0303 APIGW.0305 APIGW.0307 EVS.0002 EVS.5401 Common.0013 IMG.0087",
  ),
  ...failureRows(
    "permission",
    "APIGW.0302 APIGW.0306 APIGW.0310 APIGW.0802 EVS.0003 EVS.1027 EVS.2056 EVS.5403",
    ASK_FOR_PERMISSION,
  ),
  ...failureRows(
    "permission",
    "APIGW.0401 APIGW.0402 APIGW.0403 APIGW.0404 APIGW.0405",
    "this address is not let in by the API's access rules",
  ),
  ...failureRows("permission", "IMG.0026 IMG.0047 IMG.0092 IMG.0094 IMG.0106", ASK_FOR_PERMISSION),
  ...failureRows("permission", "EVS.2144 EVS.2145", "the account is frozen or suspended: settle that first"),
  ...failureRows(
    "permission",
    "IMG.0030 IMG.0067 EVS.0001 Common.0018",
    "the token belongs to another project than the one in use",
  ),
  ...failureRows("throttled", "APIGW.0308 IMG.0060 IMG.0187"),
  ...failureRows(
    "unavailable",
    "APIGW.0202 APIGW.0203 IMG.0014 IMG.0018 IMG.0061 EVS.2002 EVS.2005 EVS.2023 EVS.5500",
  ),
  "APIGW.0613": rejectedAtGateway, // IAM is down: the gateway could not let the request in
  "EVS.5503": rejectedAtGateway,
  ...failureRows("notFound", "EVS.5404 IMG.0027 IMG.0086 IMG.0144"),
  ...failureRows(
    "notFound",
    "APIGW.0101 APIGW.0103",
    "the address of the service is wrong for this region: check the endpoint",
  ),
  ...failureRows(
    "quota",
    "IMG.0015",
    "delete images that are no longer needed, or ask for a higher quota of private images",
  ),
  ...failureRows("quota", "EVS.5413", "delete volumes or snapshots, or ask for a higher quota"),
  ...failureRows(
    "quota",
    "IMG.0116",
    "the image has as many tags as this cloud allows, ours among them: take some out of `tags`",
  ),
  ...failureRows(
    "invalid",
    "IMG.0115",
    "this region takes less in the keys and values of tags than the vendor's page says: make them shorter, or keep to A-Z, a-z, 0-9, - and _",
  ),
  ...failureRows("conflict", "IMG.0028 IMG.0091", "the image is protected: take the protection off first"),
  ...failureRows("conflict", "IMG.0046 IMG.0090", "wait until the image is made, then do it again"),
  ...failureRows("conflict", "EVS.1031 EVS.2068 EVS.2089 EVS.2093 IMG.0022", volumeBusy),
  ...failureRows("conflict", "IMG.0009", "choose another name"),
};
