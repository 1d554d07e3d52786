import { z } from "zod";
import { anonymous, type Call, openCaller } from "../../http/call";
import type { Clock } from "../../http/clock";
import { CredentialsError } from "../../http/errors";
import type { Transport } from "../../http/transport";
import { idToken } from "../idTokens/idToken";
import { traits } from "../profiles/traits";
import type { CloudSettings, Credentials } from "../settings";
import { explainForeignAnswer, wrongAddress } from "./failures";
import { federationFailures } from "./federationFailures";
import { identityBase } from "./identityBase";

type Federation = Extract<Credentials, { kind: "federation" }>;

const TokenAnswer = z.looseObject({
  token: z.looseObject({
    user: z.looseObject({ domain: z.looseObject({ id: z.string().optional() }).optional() }).optional(),
  }),
});

/** A token for no project yet, and the account of its user. */
export interface FederatedToken {
  readonly id: string;
  readonly domainId: string | undefined;
}

/** Exchanges an id token for a token of the cloud. It is for the next call, and is not stored. */
export async function federatedToken(
  federation: Federation,
  settings: CloudSettings,
  transport: Transport,
  clock: Clock,
  deadline?: number,
): Promise<FederatedToken> {
  const token = await idToken(federation.idToken, settings, clock);
  const failures = federationFailures(settings, federation, token, clock.now());
  const call = exchangeCall(federation, settings, token);
  const { data, headers } = await openCaller(transport, anonymous, failures, clock)
    .exchange(call, { deadline })
    .catch((error: unknown) => {
      throw explainForeignAnswer(error, settings);
    });
  const id = headers["x-subject-token"];
  if (id === undefined)
    throw new CredentialsError(`${call.what}: the answer has no token`, {
      outcome: "rejected",
      hint: wrongAddress(settings),
    });
  return { id, domainId: data.token.user?.domain?.id };
}

/** Sending it twice does no harm: each time there is a token more. */
function exchangeCall(
  { identityProvider, protocol }: Federation,
  settings: CloudSettings,
  token: string,
): Call<z.infer<typeof TokenAnswer>> {
  const base = identityBase(settings);
  const common = {
    what: `log in to cloud "${settings.name}" by identity provider "${identityProvider}"`,
    method: "POST",
    idempotent: true,
    confidential: true,
    answer: TokenAnswer,
  } as const;
  if (traits[settings.profile].federation === "temporaryKeys")
    return {
      ...common,
      url: new URL(`${base.replace(/v3$/, "v3.0")}/OS-AUTH/id-token/tokens`),
      headers: { "x-idp-id": identityProvider },
      body: { auth: { id_token: { id: token } } },
    };
  const path = [identityProvider, "protocols", protocol].map(encodeURIComponent).join("/");
  return {
    ...common,
    url: new URL(`${base}/OS-FEDERATION/identity_providers/${path}/auth`),
    headers: { authorization: `Bearer ${token}` },
  };
}
