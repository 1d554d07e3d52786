import { type Answer, Refusal } from "../../http/answer";
import { type ErrorCode, errorCode } from "./errorCode";

/**
 * RestServer promises no media type, neither for JSON nor for text, and Gson leaves nulls out
 * (docs/vendors/zstack.md#addresses-bodies-and-values).
 */
const bare = (status: number, body: string): Answer => ({ status, headers: {}, body });

export const text = (status: number, body: string): Answer => bare(status, body);

export const gson = (status: number, body: object): Answer =>
  bare(
    status,
    JSON.stringify(body, (_key, value) => (value === null ? undefined : value)),
  );

export const failed = (error: ErrorCode): Answer => gson(503, { error });

export const refuseText = (status: number, body: string): never => {
  throw new Refusal(text(status, body));
};

/** What a fault answers by default: 503 with an error, text for everything else (docs/vendors/zstack.md#errors). */
export const zstackEnvelope = (status: number): Answer =>
  status === 503
    ? failed(errorCode("SYS.1000", "internal error"))
    : text(status, status === 500 ? "internal error" : "refused");

/** What is refused at once, in an answer whose status tells a success: "error" alone says that it failed. */
export const refusedInside = (status: number): Answer =>
  gson(status, { error: errorCode("SYS.1006", "the management node refuses it") });

export const sessionExpired: ErrorCode = errorCode("ID.1001", "Session expired");
