import type { Host } from "../../lifecycle/operation/host";
import { withMaskedLog } from "../process/withMaskedLog";
import type { Definition } from "./definitions";
import type { Session } from "./session";
import { type Passed, withMaskedErrors } from "./withMaskedErrors";

/** What an operation works on. */
interface Subject extends Passed {
  /** The resource as the engine calls it: there its messages are shown. */
  readonly urn: string;
  readonly resource: Definition["resource"];
}

/** Runs an operation that asks the cloud, for which the end of this process waits. No secret gets into its messages. */
export function operate<T>(
  { host }: Session,
  { urn, resource, ...passed }: Subject,
  operation: (host: Host, secrets: readonly string[]) => Promise<T>,
): Promise<T> {
  return withMaskedErrors(resource, passed, (mask, secrets) =>
    host.interruption.track(() =>
      operation(
        withMaskedLog(host, mask, () => urn),
        secrets,
      ),
    ),
  );
}
