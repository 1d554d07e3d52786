import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { CloudError } from "../../../http/errors";
import { oneImage, severalImages } from "../../lookup/imageLookups";
import { type Asker, LookupError, lookUp } from "../../lookup/lookUp";
import type { GetImageArgs, GetImagesArgs } from "../../lookup/lookupArgs";
import { nativeToken } from "../../tokens";
import type { Session } from "../session";
import { received, secretNames } from "../wire/received";
import { rpcError } from "../wire/rpcError";
import { toStruct } from "../wire/toStruct";

type Answer = Readonly<Record<string, unknown>>;

const functions = new Map<string, (args: Answer, asker: Asker) => Promise<Answer>>([
  [
    nativeToken("getImage"),
    async (args, asker) => ({ ...(await lookUp(oneImage, args as GetImageArgs, asker)) }),
  ],
  [
    nativeToken("getImages"),
    async (args, asker) => ({ images: await lookUp(severalImages, args as GetImagesArgs, asker) }),
  ],
]);

/**
 * `getImage` and `getImages`, also in a preview: they only read. Arguments are known: programs wait for those that are not, and the
 * engine would neither pass an unknown one on nor take an unknown answer. What is found by a secret repeats it, so it is secret.
 */
export async function invoke(
  request: messages.InvokeRequest,
  { host, sources }: Session,
): Promise<messages.InvokeResponse> {
  const run = functions.get(request.getTok());
  if (run === undefined) {
    throw new CloudError(`cloudimages has no function ${request.getTok()}`, {
      outcome: "not-sent",
      hint: `it has ${[...functions.keys()].join(" and ")}; a later version of the plugin may have more`,
    });
  }
  const args = received(request.getArgs());
  const { warn, during } = host.log("");
  const asker = { sources, secrets: new Set(secretNames(args)), warn, during };
  const response = new messages.InvokeResponse();
  try {
    const answer = await run(args.values, asker);
    const secret = args.secrets.length > 0 ? Object.keys(answer) : [];
    response.setReturn(
      toStruct(
        answer,
        secret.map((name) => [name]),
      ),
    );
  } catch (error) {
    if (!(error instanceof LookupError)) throw error;
    // Not as a failure of the response: behind that, SDKs print the property in brackets, and an image that is not there has none.
    throw rpcError({ message: error.message }, toStruct);
  }
  return response;
}
