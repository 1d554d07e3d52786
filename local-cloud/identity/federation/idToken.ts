import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { effectiveSettings, type World } from "../../world/world";

/** What an id token says of the job that it was given to, as GitHub's do. */
export interface IdTokenClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string | readonly string[];
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
}

/** The demo identity provider: GitHub, with a key that is made in each process. */
export const demoIssuer = "https://token.actions.githubusercontent.com";
export const demoSubject = "repo:demo/images:environment:production";
/** GitHub's default audience: the owner of the repository. */
export const defaultAudience = "https://github.com/demo";

let keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | undefined;
const keyPair = () => {
  keys ??= generateKeyPairSync("rsa", { modulusLength: 2048 });
  return keys;
};

export function issueIdToken(world: World, claims: Partial<IdTokenClaims> = {}): string {
  const now = Math.floor(world.clock.now() / 1000);
  const exp = now + effectiveSettings(world).idTokenLifetimeSeconds;
  const all = { iss: demoIssuer, sub: demoSubject, aud: defaultAudience, iat: now, nbf: now, exp, ...claims };
  const text = [{ typ: "JWT", alg: "RS256", kid: "demo" }, all].map(base64url).join(".");
  return `${text}.${sign("sha256", Buffer.from(text), keyPair().privateKey).toString("base64url")}`;
}

/** The claims of a token that the demo key has signed; undefined for any other text. */
export function verifiedClaims(token: string): Partial<IdTokenClaims> | undefined {
  const [head = "", body = "", signature = ""] = token.split(".");
  const signed = Buffer.from(`${head}.${body}`);
  const key = createPublicKey(keyPair().publicKey.export({ type: "spki", format: "pem" }));
  if (!verify("sha256", signed, key, Buffer.from(signature, "base64url"))) return undefined;
  return JSON.parse(Buffer.from(body, "base64url").toString("utf8"));
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
