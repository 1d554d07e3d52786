import { openRun as open, type Run } from "../../../provider/lifecycle/operation/run";
import type { Props } from "../../../provider/lifecycle/state/inputs";
import { hiddenIn } from "../../../provider/pulumi/dynamic/provider/hiddenInputs";
import type { CommonArgs, ImageResource } from "../../../provider/resources/resource";
import type { ProviderProcess } from "./providerProcess";

/** The run of an operation on a dynamic resource. */
export const openRun = <Args extends CommonArgs>(
  resource: ImageResource<Args>,
  inputs: Props,
  operation: "create" | "update",
  process: ProviderProcess,
): Run<Args> => open(resource, inputs, hiddenIn(inputs).call, operation, process);
