import { knownRegions } from "../../../clouds/profiles/knownRegions";
import { isHuaweiFamily, nearest, type Profile } from "../../../clouds/settings";
import { type Field, fieldNames, fields } from "../../../clouds/settings/fields";
import type { Layer } from "../../../clouds/settings/layer";
import type { Interview } from "../interview";
import { variableOf } from "./environmentFields";
import { optionOf } from "./fieldOptions";
import { type Need, type Way, ways } from "./ways";

export type EntryFields = Readonly<Partial<Record<Field, string>>>;

/** What is known of a new entry before anybody is asked. */
export interface KnownFields {
  readonly profile: Profile;
  /** By options. */
  readonly given: EntryFields;
  /** The name of the way to sign in, by the option. */
  readonly way: string | undefined;
  /** By variables of the same cloud. */
  readonly environment: Layer;
  /** From standard input. */
  readonly secret: string | undefined;
  /** The answers of a first try that the cloud has refused. */
  readonly before?: EntryFields;
}

/** Asks for all that an entry needs, secrets too. */
export async function askEntry(known: KnownFields, interview: Interview): Promise<EntryFields> {
  const { profile, given, environment } = known;
  const foreign = given.authType !== undefined && !ways.some(({ authType }) => authType === given.authType);
  const way = foreign ? undefined : await chooseWay(known, interview);
  const needs = way?.needs(profile) ?? [];
  const answers: Partial<Record<Field, string>> = { profile, ...given };
  if (way?.authType !== undefined) answers.authType = way.authType;
  for (const need of needs) {
    const told = (need.instead ?? []).find((field) => (given[field] ?? environment[field]) !== undefined);
    if (told !== undefined && environment[need.field] === undefined && given[need.field] === undefined)
      answers[told] = given[told] ?? environment[told]?.value ?? "";
    else answers[need.field] = await ask(need, answers, known, interview);
  }
  for (const field of alongside) {
    const value = environment[field]?.value;
    if (value !== undefined && answers[field] === undefined) answers[field] = value;
  }
  if (way?.secret !== undefined) answers[way.secret.field] = await askSecret(way.secret, known, interview);
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== ""));
}

/** What else a connection may need, if the environment has it: nobody is asked for it. */
const alongside = fieldNames.filter(
  (field) =>
    /Endpoint$/.test(field) ||
    ["authUrl", "projectDomainName", "projectDomainId", "accountName", "timeZone"].includes(field) ||
    [
      "interface",
      "caCertFile",
      "certFile",
      "keyFile",
      "verify",
      "insecure",
      "allowHttp",
      "cloudDomain",
    ].includes(field),
);

async function chooseWay(
  { profile, given, way, environment, before }: KnownFields,
  interview: Interview,
): Promise<Way> {
  const among = ways.filter(({ isFor }) => isFor(profile));
  const shown = (set: (field: Field) => boolean) => among.find(({ signs }) => signs.some(set))?.name;
  const said = before ?? given; // what the cloud has refused is another secret, not another way
  const byAuthType = among.find(({ authType }) => authType !== undefined && authType === said.authType)?.name;
  const name = await interview.choice({
    words: "How to sign in",
    option: "--sign-in",
    given: way ?? byAuthType ?? shown((field) => said[field] !== undefined),
    among,
    fallback: shown((field) => environment[field] !== undefined) ?? among[0]?.name,
  });
  const chosen = among.find((one) => one.name === name);
  if (chosen === undefined) throw new Error(`no way to sign in is named ${name}`);
  return chosen;
}

function ask(
  { field, words, optional, fallback }: Need,
  soFar: EntryFields,
  { profile, given, environment, before }: KnownFields,
  interview: Interview,
): Promise<string> {
  return interview.text({
    words,
    option: `${optionOf(field)} (or OS_${fields[field].keys[0]?.toUpperCase()})`,
    given: given[field],
    fallback: before?.[field] ?? environment[field]?.value ?? fallback?.(soFar),
    optional,
    doubt: field === "region" ? (region) => regionDoubt(region, profile, soFar) : undefined,
  });
}

/** A private cloud, which has an address of its own, may have any region. */
function regionDoubt(
  region: string,
  profile: Profile,
  { authUrl, cloudDomain }: EntryFields,
): string | undefined {
  if (!isHuaweiFamily(profile) || (authUrl ?? cloudDomain) !== undefined) return undefined;
  const known = knownRegions[profile];
  if (known.includes(region)) return undefined;
  const near = nearest(region, known);
  const meant = near.length === 0 ? `Known are ${known.join(", ")}` : `Did you mean ${near.join(" or ")}?`;
  return `no region "${region}" of ${profile} is known here. ${meant.replace(/\?$/, "? If it is a new one, name its IAM too, with --auth-url")}`;
}

function askSecret(
  secret: NonNullable<Way["secret"]>,
  { environment, secret: read }: KnownFields,
  interview: Interview,
): Promise<string> {
  const setting = environment[secret.field];
  const elsewhere =
    read !== undefined
      ? { value: read, from: "standard input" }
      : setting && { value: setting.value, from: variableOf(environment, secret.field) };
  const variable = `OS_${fields[secret.field].keys[0]?.toUpperCase()}`;
  return interview.secret(secret.words, `${variable} in the environment, or --secret-stdin`, elsewhere);
}
