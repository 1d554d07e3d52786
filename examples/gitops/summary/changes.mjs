// What a run does to each resource, out of the engine's steps.
import { nameIn, stepsIn, typeIn } from "./events.mjs";
import { places } from "./places.mjs";
import { differences, flat, valueAt } from "./values.mjs";

/** The engine's word for a step, and ours for what happens; the first are those that reviewers must not overlook. */
const actions = new Map([
  ["delete", "delete"],
  ["replace", "replace"],
  ["create-replacement", "replace"],
  ["import-replacement", "replace"],
  ["delete-replaced", "delete"],
  ["update", "update"],
  ["create", "create"],
  ["import", "import"],
]);
const order = ["delete", "replace", "update", "go on", "create", "import", "keep"];

/** One for each resource that a deployment changes, the gravest first. */
export function changesIn(events, environment) {
  const steps = stepsIn(events, "resourcePreEvent");
  const placeOf = places(events, environment);
  const pathOf = paths(events);
  const drifted = new Map(driftIn(events, environment).map(({ urn, action }) => [urn, action]));
  const unfinished = new Set(steps.filter(({ old }) => old?.initErrors?.length > 0).map(({ urn }) => urn));

  const changes = new Map();
  for (const step of steps.filter((step) => !isOfTheEngine(step))) {
    const action = actionOf(step, unfinished);
    if (action === undefined) continue;
    const known = changes.get(step.urn);
    // The second and third step of a replacement say the same again, and its delete comes last.
    if (known !== undefined && (action === "delete" || known.step.op === "replace")) continue;
    changes.set(step.urn, { action, step });
  }
  return [...changes.values()]
    .map(({ action, step }) => {
      const { urn, old, new: now } = step;
      return {
        action,
        urn,
        type: step.type,
        isImage: isImage(step),
        path: pathOf(urn),
        drift: action === "go on" ? undefined : drifted.get(urn),
        isProtected: (old?.protect || now?.protect) ?? false,
        isLetStand: action !== "create" && old?.retainOnDelete === true,
        arguments: argumentsOf(action, step),
        place: isImage(step) ? placeOf(step) : {},
        old,
        now,
      };
    })
    .sort((a, b) => order.indexOf(a.action) - order.indexOf(b.action));
}

/** The stack, which is in every program, and providers that the engine makes by itself. */
const isOfTheEngine = ({ type, urn }) =>
  type === "pulumi:pulumi:Stack" ||
  (type.startsWith("pulumi:providers:") && /^default(_|$)/.test(nameIn(urn)));

function actionOf({ op, urn, old, new: now }, unfinished) {
  if (op === "same" && old && now && (old.protect ?? false) !== (now.protect ?? false)) return "keep";
  if (op === "update" && unfinished.has(urn)) return "go on";
  return actions.get(op);
}

function argumentsOf(action, { op, old, new: now, keys = [], diffs = [] }) {
  if (action === "keep")
    return [{ path: "protect", before: old.protect ?? false, after: now.protect ?? false }];
  if (action === "delete") return op === "delete-replaced" ? [] : named(old);
  if (action === "create" || action === "import")
    return flat(now?.inputs).map(({ path, value }) => ({ path, after: value }));
  const found = differences(old?.inputs, now?.inputs);
  const isOf = (key) => (difference) => difference.path === key || difference.path.startsWith(`${key}.`);
  // The engine knows of changes that do not show here: of a secret. What an unfinished image lacks besides is no argument.
  const hidden = diffs
    .filter((key) => !key.startsWith("__") && !found.some(isOf(key)))
    .map((path) => ({ path, before: valueAt(path, old?.inputs), after: valueAt(path, now?.inputs) }))
    .filter(({ before, after }) => action !== "go on" || (before ?? after) !== undefined);
  return [...found, ...hidden].map((difference) => ({
    ...difference,
    replaces: keys.some((key) => isOf(key)(difference)),
  }));
}

const named = (old) => [
  ...(old?.id ? [{ path: "id", before: old.id }] : []), // a component has none
  ...(old?.inputs?.name === undefined ? [] : [{ path: "name", before: old.inputs.name }]),
];

const isImage = ({ type }) => /\bcloudimages:/.test(type);

/** The names of a resource's parents, from the outside to the inside, and its own: names alone may be there twice. */
export function paths(events) {
  const parentOf = new Map();
  for (const { urn, old, new: now } of stepsIn(events, "resourcePreEvent"))
    parentOf.set(urn, (now ?? old)?.parent);
  return (urn) => {
    const path = [];
    for (let at = urn; at && typeIn(at) !== "pulumi:pulumi:Stack" && path.length < 20; at = parentOf.get(at))
      path.unshift(nameIn(at));
    return path;
  };
}

/** What others have changed in the cloud, as a refresh sees it: the state's value, then the cloud's. */
export function driftIn(events, environment) {
  const placeOf = places(events, environment);
  const pathOf = paths(events);
  const refreshed = new Set(refreshes(events).map(({ urn }) => urn));
  return firstEnds(events)
    .filter((step) => refreshed.has(step.urn) && !isOfTheEngine(step))
    .flatMap((step) => {
      const { urn, type, old, new: now } = step;
      const changed = now ? differences(old?.inputs, now.inputs) : named(old);
      if (old === null || changed.length === 0) return [];
      const about = {
        urn,
        type,
        isImage: isImage(step),
        path: pathOf(urn),
        place: isImage(step) ? placeOf(step) : {},
      };
      return [{ ...about, action: now ? "changed" : "gone", arguments: changed, old, now }];
    });
}

const refreshes = (events) => stepsIn(events, "resourcePreEvent").filter(({ op }) => op === "refresh");

/** The end of a refresh is called what it amounts to, an update or a delete, but it comes before any other end. */
function firstEnds(events) {
  const ends = new Map();
  for (const step of stepsIn(events, "resOutputsEvent")) if (!ends.has(step.urn)) ends.set(step.urn, step);
  return [...ends.values()];
}
