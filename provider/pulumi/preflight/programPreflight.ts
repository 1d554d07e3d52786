import type { Cloud } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import { CloudError, explain, UnavailableError } from "../../http/errors";
import { openTimeout } from "../../http/openTimeout";
import { deriveMarker } from "../../lifecycle/marks/marker";
import type { PreflightMode } from "../../lifecycle/operation/preflightMode";
import { cloudName, replacing } from "../../lifecycle/operation/run";
import { isAlreadyThere, mayBeThere } from "../../lifecycle/preflight/alreadyThere";
import { isWrong, refusal } from "../../lifecycle/preflight/preflight";
import { issuesOf, type Props, splitInputs } from "../../lifecycle/state/inputs";
import { answersOf } from "../../resources/preflight/answers";
import type { Finding } from "../../resources/preflight/finding";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import { connections } from "../program/connections";
import { limitConcurrency } from "../program/limitConcurrency";
import { configuredSources, type ReadConfig } from "../program/sources";

/** The preflight of all resources of a program. */
export interface ProgramPreflight {
  probe<Args extends CommonArgs>(
    resource: ImageResource<Args>,
    about: { readonly urn: string; readonly owner: string; readonly given: Props },
    mode: PreflightMode,
  ): Promise<Verdict>;
  /** Ends the sessions that clouds count. */
  close(): Promise<void>;
}

export interface Verdict {
  readonly warnings: readonly string[];
  /** Why the resource is not to be registered. */
  readonly refused?: string;
}

const AT_A_TIME = 4;
const PATIENCE_MS = 30_000;
const nothing: Verdict = { warnings: [] };

/** One connection and one list of images for each cloud; what concerns a cloud as a whole is told once. */
export function openProgramPreflight(read: ReadConfig): ProgramPreflight {
  const { profile: profileOf, connect, close } = connections(configuredSources(read), () => {});
  const limited = limitConcurrency(AT_A_TIME);
  const lists = new Map<Cloud, Promise<readonly Image[]>>();
  const said = new Set<string>();

  return {
    close,
    async probe(resource, { urn, owner, given }, mode) {
      const { args: own } = splitInputs(given);
      const name = cloudName(own);
      const profile = attempt(() => profileOf(name));
      if (profile === undefined || issuesOf(resource, own, profile).length > 0) return nothing; // told by check
      const args = resource.schema.parse(own);
      const marker = deriveMarker(owner, urn, replacing(resource, own, profile));
      try {
        const cloud = connect(name);
        return await limited(async () => {
          const images = await imagesOf(cloud);
          if (isAlreadyThere(images, resource, args, marker)) return nothing;
          answersOf(cloud).keepAll();
          const findings = await resource.preflight(cloud, args, {});
          return verdictOn(findings, mayBeThere(images, resource, args) ? "warn" : mode);
        });
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

  /** Where a cloud cannot be reached, each of its resources would say the same. */
  function once(text: string): string[] {
    const isNews = !said.has(text);
    said.add(text);
    return isNews ? [text] : [];
  }
}

async function allImages(cloud: Cloud): Promise<readonly Image[]> {
  const late = new UnavailableError(`no list of images within ${PATIENCE_MS / 1000} s`, {
    outcome: "not-sent",
  });
  const limit = openTimeout(PATIENCE_MS, undefined, late);
  try {
    return await cloud.allImages({ signal: limit.signal, deadline: cloud.clock.now() + PATIENCE_MS });
  } finally {
    limit.close();
  }
}

function verdictOn(findings: readonly Finding[], mode: PreflightMode): Verdict {
  const blocking = mode === "error" ? findings.filter(isWrong) : [];
  const warnings = findings.filter((finding) => !blocking.includes(finding)).map(({ text }) => text);
  return blocking.length === 0 ? { warnings } : { warnings, refused: explain(refusal(blocking)) };
}

function attempt<Result>(resolve: () => Result): Result | undefined {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof CloudError) return undefined;
    throw error;
  }
}
