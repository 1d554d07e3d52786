import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Props } from "../../../lifecycle/state/inputs";
import type { ImageResource } from "../../../resources/resource";
import { toStruct } from "./toStruct";

/** Our record of the arguments, of which one may be secret, and of what the source showed, which may repeat them. */
const RECORDS = ["__args", "__facts"];

/** The outputs for the engine. Those that show a secret argument are secret, as is our record of the arguments. */
export function outputStruct(
  { revealingOutputs }: Pick<ImageResource, "revealingOutputs">,
  outputs: Props,
  secretArgs: readonly string[],
): Struct {
  const revealing = secretArgs.flatMap((name) => revealingOutputs?.[name] ?? []);
  const secret = [...secretArgs, ...revealing, ...RECORDS];
  return toStruct(
    outputs,
    secret.map((name) => [name]),
  );
}
