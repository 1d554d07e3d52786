import type { Props } from "../state/inputs";

/**
 * A create or update that ended early although the cloud holds an image: the engine keeps the resource as
 * "init failed", and the next `up` calls update, which goes on where this one stopped
 * (sdk/nodejs/cmd/dynamic-provider/index.ts, grpcResponseFromError).
 */
export class PartialFailureError extends Error {
  readonly id: string;
  readonly properties: Props;
  readonly reasons: readonly string[];

  constructor(
    message: string,
    details: { readonly id: string; readonly properties: Props; readonly cause: unknown },
  ) {
    super(message, { cause: details.cause });
    this.name = "PartialFailureError";
    this.id = details.id;
    this.properties = details.properties;
    this.reasons = [message];
  }
}
