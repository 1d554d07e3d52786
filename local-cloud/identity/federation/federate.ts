import { z } from "zod";
import { type Call, mediaType, Refusal } from "../../http/answer";
import { htmlPage, refuseIam, refuseKeystone } from "../../http/envelope";
import { notSignedIn } from "../authenticate";
import { scoped } from "../signIn";
import { type Grant, headerText } from "../token";
import { cloudTime } from "../verifySignature";
import type { IdentityProvider } from "./identityProvider";
import { verifiedClaims } from "./idToken";

/** The two ways in which an id token is exchanged: for Keystone's, and for IAM's, which knows both. */

/** `POST …/OS-FEDERATION/identity_providers/{idp}/protocols/{protocol}/auth`: the token in a header, no body. */
export function byBearer(call: Call): Grant {
  const { idp = "", protocol = "" } = call.params;
  const provider =
    providerNamed(call, idp) ?? refuseKeystone(404, `Could not find Identity Provider: ${idp}.`);
  if (provider.protocol !== protocol)
    return refuseKeystone(
      404,
      `Could not find federated protocol ${protocol} for Identity Provider: ${idp}.`,
    );
  return granted(call, provider, /^Bearer (\S+)$/i.exec(headerText(call, "authorization") ?? "")?.[1] ?? "");
}

const named = z.strictObject({ id: z.string().optional(), name: z.string().optional() });
const request = z.strictObject({
  auth: z.strictObject({
    id_token: z.strictObject({ id: z.string() }),
    scope: z.strictObject({ domain: named.optional(), project: named.optional() }).optional(),
  }),
});

/** `POST /v3.0/OS-AUTH/id-token/tokens`: the provider in a header, the token in the body. */
export function byIdToken(call: Call): Grant {
  if (mediaType(call) !== "application/json")
    refuseKeystone(415, "Unsupported media type; application/json is expected.");
  const { id_token: token, scope } = authIn(call);
  const name = headerText(call, "x-idp-id") ?? "";
  const provider =
    providerNamed(call, name) ?? refuseKeystone(404, `Could not find identity provider: ${name}.`);
  const grant = granted(call, provider, token.id);
  return { ...grant, ...scoped(call, grant, scope) };
}

function authIn(call: Call): z.infer<typeof request>["auth"] {
  try {
    return request.parse(JSON.parse(call.rawBody)).auth;
  } catch {
    return refuseIam(400, "IAM.0011", "Request body is invalid.");
  }
}

function providerNamed(call: Call, name: string): IdentityProvider | undefined {
  const provider = call.world.identityProviders.get(name);
  const here = (provider?.profile.name === "openstack") === (call.service === "keystone");
  return here ? provider : undefined;
}

/** For no project yet. */
function granted(call: Call, provider: IdentityProvider, token: string): Grant {
  const { profile, issuer, audience, subjects } = provider;
  call.seenProfile = profile.name;
  const claims = verifiedClaims(token) ?? refused(call);
  const seconds = cloudTime(call) / 1000;
  const isOurs = claims.iss === issuer && [claims.aud].flat().includes(audience);
  if (!isOurs || !(seconds < (claims.exp ?? 0)) || seconds < (claims.nbf ?? 0) - LEEWAY_SECONDS)
    return refused(call);
  if (!subjects.includes(claims.sub ?? "")) return unmapped(call);
  return {
    profile,
    admin: false,
    federation: provider,
    domainScoped: false,
    methods: ["mapped"],
    applicationCredential: false,
  };
}

/** Clocks differ by some seconds. */
const LEEWAY_SECONDS = 10;

/** Before Keystone stands a web server that checks the token, and answers with a page (docs/vendors/openstack.md#federation). */
function refused(call: Call): never {
  if (call.service === "iam") throw new Refusal(notSignedIn(call));
  throw new Refusal({
    status: 401,
    headers: {
      "content-type": "text/html; charset=iso-8859-1",
      "www-authenticate": 'Bearer error="invalid_token", error_description="Reference to JWT is invalid"',
    },
    body: htmlPage("Unauthorized", "This server could not verify that you are authorized."),
  });
}

function unmapped(call: Call): never {
  if (call.service === "iam")
    return refuseKeystone(403, "The identity conversion rules give the user no group.");
  return refuseKeystone(
    400,
    "Could not map any federated user properties to identity values. Check debug logs or the mapping used for additional details.",
  );
}
