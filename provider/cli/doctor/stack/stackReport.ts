import type { Cloud } from "../../../clouds/cloud";
import { connect } from "../../../clouds/connect";
import type { Sources } from "../../../clouds/settings";
import { CloudError, explain } from "../../../http/errors";
import { ownCommand } from "../../../http/ownCommand";
import { realSources } from "../../../pulumi/program/sources";
import { attempt, CALL_LIMIT_MS, cloudCaller } from "../../attempt";
import type { CommandContext } from "../../commandContext";
import { type Target, targetsOf } from "../../orphans/targetsOf";
import type { StackState } from "../../state/readState";
import type { StateProvider } from "../../state/stateProvider";
import { type Check, ok, warning } from "../check";
import { imageOf, type Seen, type UnderWay, underWay } from "./underWay";
import { checkOf, fieldsOf } from "./underWayWords";

/** What is under way in a stack. */
export interface StackReport {
  readonly name: string;
  readonly checks: readonly Check[];
  /** For programs. */
  readonly fields: object;
}

/** Asks the clouds how far the unfinished images of the state are. Only reads; where nothing is under way, nothing is asked. */
export async function stackReport(
  state: StackState,
  stackValues: Readonly<Record<string, string>>,
  context: CommandContext,
): Promise<StackReport> {
  const items = underWay(state);
  const sourcesOf = (provider: StateProvider | undefined): Sources =>
    realSources(context, provider?.settings ?? stackValues);
  const touched = new Set(items.map(({ resource }) => resource.urn));
  const { targets, problems } =
    items.length === 0 ? { targets: [], problems: [] } : targetsOf(state, [], sourcesOf);
  const asked = targets.filter(({ resources }) => resources.some(({ urn }) => touched.has(urn)));
  const seen = new Map<UnderWay, Seen>();
  const failures = [...problems];
  await Promise.all(asked.map((target) => look(target).catch(addTo(failures, target))));
  const now = context.clock.now();
  const name = [state.project, state.stack].filter(Boolean).join("/");
  const checks = items.map((item) => checkOf(item, seen.get(item), now));
  return {
    name,
    checks: [
      ...(items.length === 0
        ? [ok("under way", "no image is unfinished, and no create waits for an answer")]
        : checks),
      ...failures.map(unseen),
    ],
    fields: {
      name: state.stack ?? null,
      project: state.project ?? null,
      underWay: items.map((item) => fieldsOf(item, seen.get(item), now)),
      problems: failures,
    },
  };

  async function look({ settings, resources }: Target): Promise<void> {
    const cloud = connect(settings, context.clock, (text) => context.say(`${text}\n`));
    try {
      const mine = items.filter(({ resource }) => resources.includes(resource));
      await lookAt(cloud, mine);
    } finally {
      await cloud.close?.();
    }
  }

  async function lookAt(cloud: Cloud, mine: readonly UnderWay[]): Promise<void> {
    const options = { deadline: context.clock.now() + CALL_LIMIT_MS };
    const callCloud = cloudCaller(cloud.name, context);
    const location = unwrap(await callCloud("signs in", () => cloud.location()));
    const images = unwrap(await callCloud("lists images", () => cloud.allImages(options)));
    for (const item of mine) {
      const { jobId } = item.resource;
      const tried = await attempt(async () =>
        jobId === undefined ? undefined : cloud.jobs?.show(jobId, options),
      );
      const job = "error" in tried ? undefined : tried.value;
      seen.set(item, { cloud: cloud.name, location, image: imageOf(item, images, job, cloud.profile), job });
    }
  }
}

/** The advice of the error that hid a cloud, where it has one. */
function unseen(text: string): Check {
  const [said = "", toDo = "mend that; until then only what the state says is known"] =
    text.split("\nWhat to do: ");
  return warning("under way", said, toDo);
}

function unwrap<Value>(tried: { readonly value: Value } | { readonly error: CloudError }): Value {
  if ("error" in tried) throw tried.error;
  return tried.value;
}

function addTo(failures: string[], { settings }: Target): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof CloudError)) throw error;
    failures.push(`cloud "${settings.name}": ${explain(error)}`);
  };
}

/** For a report that does not look: whether there is anything to look at. */
export function underWayHint(state: StackState): Check[] {
  const items = underWay(state);
  if (items.length === 0) return [];
  const count = (kind: UnderWay["kind"]) => items.filter((one) => one.kind === kind).length;
  const parts = [
    count("unfinished") > 0 ? `${count("unfinished")} unfinished in the state` : "",
    count("pending") > 0 ? `${count("pending")} of which the engine has no answer` : "",
  ].filter(Boolean);
  return [
    warning(
      "images under way",
      parts.join(", and "),
      `\`${ownCommand()} doctor --stack\` says how far they are, and what goes on with them`,
    ),
  ];
}
