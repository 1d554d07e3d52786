// Texts about an argument, generated from its declaration, for editors and the reference pages.

/** The names of each profile: in tables, and at the top of a page. */
const names = {
  otc: ["OTC", "Open Telekom Cloud (`otc`)"],
  "otc-swiss": ["the Swiss cloud", "its Swiss cloud (`otc-swiss`)"],
  huaweicloud: ["Huawei Cloud", "Huawei Cloud (`huaweicloud`)"],
  openstack: ["OpenStack", "any OpenStack (`openstack`)"],
  zstack: ["ZStack", "ZStack (`zstack`)"],
};

function namesOf(profile) {
  const both = names[profile];
  if (both === undefined) throw new Error(`tools/docs/words.mjs has no names for the profile ${profile}`);
  return both;
}

export const inFull = (profiles) => profiles.map((profile) => namesOf(profile)[1]).join(", ");

/** Clouds as text: `OTC, Huawei Cloud`. The Swiss cloud is named only without the other OTC. */
function cloudsIn(profiles) {
  const shown = profiles.includes("otc") ? profiles.filter((profile) => profile !== "otc-swiss") : profiles;
  return shown.map((profile) => namesOf(profile)[0]).join(", ");
}

/** The values of an argument, grouped: [text of the clouds that share it, or undefined for all; value]. */
function alike(field, clouds, read) {
  const groups = new Map();
  for (const profile of clouds) {
    const how = field.on[profile];
    const value = how === undefined ? undefined : read(how);
    if (value === undefined) continue;
    groups.set(value, [...(groups.get(value) ?? []), profile]);
  }
  const having = clouds.filter((profile) => field.on[profile] !== undefined);
  return [...groups].map(([value, profiles]) => [
    profiles.length === having.length ? undefined : cloudsIn(profiles),
    value,
  ]);
}

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;
const withClouds = (pairs) => pairs.map(([where, text]) => (where ? `${where}: ${text}` : text)).join("; ");

const changes = {
  replace: "replaces",
  update: "changed in place",
  local: "read by this package alone: a change sends nothing",
};

/** "Replaces.", "OTC, Huawei Cloud: replaces; OpenStack: changed in place." */
export const changeOf = (field, clouds) =>
  sentence(withClouds(alike(field, clouds, ({ change }) => changes[change])));

/** The values that each cloud accepts, if clouds differ. */
export const valuesOf = (field, clouds) => {
  const pairs = alike(field, clouds, ({ values }) => values?.map((value) => `\`${value}\``).join(", "));
  return pairs.length === 0 ? "" : sentence(withClouds(pairs));
};

export function defaultOf(field, clouds) {
  const isPlain = (value) => value !== undefined && value !== "" && !(typeof value === "object");
  const pairs = alike(field, clouds, (how) => {
    if (how.fromSource) return undefined; // `otherwise` says it
    const value = how.change === "update" ? how.without : how.default;
    return isPlain(value) ? `\`${value}\`` : undefined;
  });
  return [withClouds(pairs), field.otherwise].filter(Boolean).join("; ");
}

/** "OpenStack only.", if some cloud of the resource does not have the argument. */
export function onlyOn(field, clouds) {
  const having = clouds.filter((profile) => field.on[profile] !== undefined);
  if (having.length === clouds.length) return "";
  const missing = clouds.filter((profile) => !having.includes(profile));
  return missing.length === 1 && missing[0] === "otc-swiss"
    ? "Not on the Swiss cloud."
    : `On ${cloudsIn(having)} only.`;
}

export const whole = (field, clouds) =>
  [
    field.text,
    valuesOf(field, clouds),
    onlyOn(field, clouds),
    defaultOf(field, clouds) && `Default: ${defaultOf(field, clouds)}.`,
    changeOf(field, clouds),
  ]
    .filter(Boolean)
    .join(" ");
