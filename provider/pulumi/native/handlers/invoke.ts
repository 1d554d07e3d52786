import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { CloudError } from "../../../http/errors";
import { holdsUnknown, UNKNOWN } from "../../../lifecycle/state/unknowns";
import { foundImageSchema } from "../../lookup/foundImageSchema";
import { oneImage, severalImages } from "../../lookup/imageLookups";
import { type Asker, LookupError, lookUp } from "../../lookup/lookUp";
import type { GetImageArgs, GetImagesArgs } from "../../lookup/lookupArgs";
import { nativeToken } from "../../tokens";
import type { Session } from "../session";
import { received, secretNames } from "../wire/received";
import { toStruct } from "../wire/toStruct";

type Answer = Readonly<Record<string, unknown>>;

/** A function: how it is answered, and what is known of the answer while an argument is not known yet. */
interface LookupFunction {
  run(args: Answer, asker: Asker): Promise<Answer>;
  readonly unknown: Answer;
}

const unknownImage = Object.fromEntries(Object.keys(foundImageSchema.shape).map((name) => [name, UNKNOWN]));

const functions = new Map<string, LookupFunction>([
  [
    nativeToken("getImage"),
    {
      run: async (args, asker) => ({ ...(await lookUp(oneImage, args as GetImageArgs, asker)) }),
      unknown: unknownImage,
    },
  ],
  [
    nativeToken("getImages"),
    {
      run: async (args, asker) => ({ images: await lookUp(severalImages, args as GetImagesArgs, asker) }),
      unknown: { images: UNKNOWN },
    },
  ],
]);

/** `getImage` and `getImages`, also in a preview: they only read. */
export async function invoke(
  request: messages.InvokeRequest,
  { host, sources }: Session,
): Promise<messages.InvokeResponse> {
  const found = functions.get(request.getTok());
  if (found === undefined) {
    throw new CloudError(`cloudimages has no function ${request.getTok()}`, {
      outcome: "not-sent",
      hint: `it has ${[...functions.keys()].join(" and ")}; a later version of the plugin may have more`,
    });
  }
  const args = received(request.getArgs());
  const asker = {
    sources,
    secrets: new Set(secretNames(args)),
    warn: (text: string) => host.log("").warn(text),
  };
  const response = new messages.InvokeResponse();
  try {
    const answer = holdsUnknown(args.values) ? found.unknown : await found.run(args.values, asker);
    response.setReturn(toStruct(answer));
  } catch (error) {
    if (!(error instanceof LookupError)) throw error;
    const failure = new messages.CheckFailure();
    failure.setReason(error.message);
    response.setFailuresList([failure]);
  }
  return response;
}
