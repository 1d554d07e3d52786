import { CloudError } from "../../http/errors";

/**
 * The settings name no usable cloud. The message says what is wrong, where it was found and what to do; it never
 * quotes a secret, nor a line of a file that may hold one.
 */
export class InvalidSettingsError extends CloudError {
  /** The resource's argument to point at, when that is what has to change. */
  readonly property: "cloud" | undefined;

  /** Whether nothing names or describes a default cloud. */
  readonly noCloudSet: boolean;

  constructor(message: string, property?: "cloud", { noCloudSet = false } = {}) {
    super(message, { outcome: "not-sent" });
    this.property = property;
    this.noCloudSet = noCloudSet;
  }
}
