import type { Props } from "../../lifecycle/state/inputs";
import type { ImageResource } from "../../resources/resource";
import { errorWords } from "../errorWords";
import { plainAsFarAsPossible } from "../plainJson";
import { type SecretMask, secretMask } from "../secretMask";
import { outputStruct } from "./wire/outputStruct";
import { type Received, secretNames } from "./wire/received";
import { rpcError } from "./wire/rpcError";

/** What the engine has passed: the new inputs first, then the ones before, and the last outputs. */
export interface Passed {
  readonly inputs: readonly Received[];
  readonly outputs?: Received;
}

/** Runs an operation whose errors are for the engine: an image that is kept is told, and no secret argument. */
export async function withMaskedErrors<T>(
  resource: Pick<ImageResource, "revealingOutputs">,
  { inputs, outputs }: Passed,
  operation: (mask: SecretMask, secrets: readonly string[]) => Promise<T>,
): Promise<T> {
  const secrets = secretNames(...inputs);
  const recorded = (outputs?.values.__args ?? {}) as Props;
  const mask = secretMask(
    ...[...inputs.map(({ values }) => values), recorded].map((args) => ({ args, secrets })),
  );
  try {
    return await operation(mask, secrets);
  } catch (error) {
    throw rpcError(errorWords(error, mask), (properties) =>
      outputStruct(resource, plainAsFarAsPossible(properties), secrets),
    );
  }
}
