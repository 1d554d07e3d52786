import type { Cloud } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import { CloudError, explain, UnavailableError } from "../../http/errors";
import { openTimeout } from "../../http/openTimeout";
import { deriveMarker } from "../../lifecycle/marks/marker";
import type { ResourceLog } from "../../lifecycle/operation/host";
import { during } from "../../lifecycle/operation/operationLog";
import type { PreflightMode } from "../../lifecycle/operation/preflightMode";
import { cloudName, replacing } from "../../lifecycle/operation/run";
import { isAlreadyThere, mayBeThere } from "../../lifecycle/preflight/alreadyThere";
import { isWrong, refusal, warningsOf } from "../../lifecycle/preflight/preflight";
import { argsIn, issuesOf, type Props } from "../../lifecycle/state/inputs";
import { steps } from "../../polling/steps";
import type { Finding } from "../../resources/preflight/finding";
import { sharedCallsOf } from "../../resources/preflight/sharedCalls";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import type { Connections } from "../program/connections";
import { limitConcurrency } from "../program/limitConcurrency";

/** Runs the preflight for all resources of a program. */
export interface ProgramPreflight {
  probe<Args extends CommonArgs>(
    resource: ImageResource<Args>,
    about: About,
    mode: PreflightMode,
  ): Promise<PreflightResult>;
}

export interface About {
  readonly urn: string;
  readonly owner: string;
  readonly given: Props;
  /** Said by the engine: an image will be created. A program cannot know, if one of this name or source is there. */
  readonly isToBeCreated?: boolean;
  /** Takes the step, if it takes long. */
  readonly log: Pick<ResourceLog, "during">;
}

/** What the preflight of one resource has found. */
export interface PreflightResult {
  readonly warnings: readonly string[];
  /** Why the resource must not be registered. */
  readonly refusal?: string;
}

const CONCURRENCY = 4;
const LIST_LIMIT_MS = 30_000;
const noFindings: PreflightResult = { warnings: [] };

/** Uses one list of images for each cloud. A problem of a cloud as a whole is reported once. */
export function openProgramPreflight({
  profile: profileOf,
  connect,
}: Pick<Connections, "profile" | "connect">): ProgramPreflight {
  const limited = limitConcurrency(CONCURRENCY);
  const lists = new Map<Cloud, Promise<readonly Image[]>>();
  const reported = new Set<string>();

  return {
    async probe(resource, { urn, owner, given, isToBeCreated = false, log }, mode) {
      const own = argsIn(given);
      const name = cloudName(own);
      const profile = attempt(() => profileOf(name));
      if (profile === undefined || issuesOf(resource, own, profile).length > 0) return noFindings; // `check` reports it
      const args = resource.schema.parse(own);
      const marker = deriveMarker(owner, urn, replacing(resource, own, profile));
      try {
        const cloud = connect(name);
        const looked = limited(async () => {
          const images = await imagesOf(cloud);
          if (isAlreadyThere(images, resource, args, marker)) return noFindings;
          sharedCallsOf(cloud).reuseAll();
          const findings = await resource.preflight(cloud, args, {});
          if (mode !== "error") return { warnings: warningsOf(findings) };
          const isCertain = isToBeCreated || !mayBeThere(images, resource, args);
          return isCertain ? refusalOf(findings) : { warnings: warningsOf(findings, wordsIfCreated) };
        });
        return await during(log, steps.checking, looked);
      } catch (error) {
        if (!(error instanceof CloudError)) throw error;
        return { warnings: once(`the preflight could not look at the cloud: ${explain(error)}`) };
      }
    },
  };

  function imagesOf(cloud: Cloud): Promise<readonly Image[]> {
    const list = lists.get(cloud) ?? allImages(cloud);
    lists.set(cloud, list);
    return list;
  }

  /** If a cloud cannot be reached, each of its resources would report the same. */
  function once(text: string): string[] {
    const isNews = !reported.has(text);
    reported.add(text);
    return isNews ? [text] : [];
  }
}

async function allImages(cloud: Cloud): Promise<readonly Image[]> {
  const late = new UnavailableError(`no list of images within ${LIST_LIMIT_MS / 1000} s`, {
    outcome: "not-sent",
  });
  const limit = openTimeout(LIST_LIMIT_MS, undefined, late, cloud.queue);
  try {
    return await cloud.allImages({ signal: limit.signal, deadline: cloud.clock.now() + LIST_LIMIT_MS });
  } finally {
    limit.close();
  }
}

function refusalOf(findings: readonly Finding[]): PreflightResult {
  const blocking = findings.filter(isWrong);
  const warnings = warningsOf(findings.filter((finding) => !blocking.includes(finding)));
  return blocking.length === 0 ? { warnings } : { warnings, refusal: explain(refusal(blocking)) };
}

/** A pipeline that knows that an image will be created fails on these words (examples/gitops/summary/findings.mjs). */
function wordsIfCreated(finding: Finding): string {
  return isWrong(finding) ? `a new image would be refused: ${finding.text}` : finding.text;
}

function attempt<Result>(resolve: () => Result): Result | undefined {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof CloudError) return undefined;
    throw error;
  }
}
