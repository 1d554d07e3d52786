// Values of arguments as reviewers see them. Secrets come from the engine without their content, and stay hidden in whole.

const SIGNATURE = "4dabf18193072939515e22adb298388d"; // of Pulumi, for values that are not plain JSON
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
/** What the engine writes where a value is known only after the deployment. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const isKnown = (value) => value !== undefined && value !== UNKNOWN && !isSecret(value);
const isSecret = (value) => isObject(value) && value[SIGNATURE] === SECRET;
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

export function shown(value) {
  if (value === undefined || value === null) return "–";
  if (value === UNKNOWN) return "known after the deployment";
  if (typeof value === "string") return value === "" ? '""' : value;
  return JSON.stringify(value, (_, part) => {
    if (isSecret(part)) return "[secret]";
    return part === UNKNOWN ? "known after the deployment" : part;
  }).replace(/^"\[secret\]"$/, "[secret]");
}

/** `a.b` of `{ a: { b: 1 } }`, for each value in arguments. What starts with `__` is ours, and no argument. */
export function flat(inputs, prefix = "") {
  return Object.entries(inputs ?? {}).flatMap(([key, value]) => {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    if (prefix === "" && key.startsWith("__")) return [];
    return isObject(value) && !(SIGNATURE in value) ? flat(value, path) : [{ path, value }];
  });
}

export const valueAt = (path, inputs) =>
  inputs?.[path] ?? flat(inputs).find((one) => one.path === path)?.value;

/** What differs between two sets of arguments, by their paths. */
export function differences(before, after) {
  const [old, now] = [before, after].map(
    (inputs) => new Map(flat(inputs).map(({ path, value }) => [path, value])),
  );
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  return paths
    .filter((path) => JSON.stringify(old.get(path)) !== JSON.stringify(now.get(path)))
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }));
}
