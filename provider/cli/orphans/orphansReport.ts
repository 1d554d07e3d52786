import { traits } from "../../clouds/profiles/traits";
import { inOneLine } from "../../http/log/printable";
import { ageMs, ageOf } from "../../lifecycle/operation/age";
import { ofProvider } from "../state/explicitProviders";
import type { StateProvider } from "../state/stateProvider";
import type { Finding } from "./findOrphans";
import type { View } from "./viewClouds";

/** What `orphans` has found. */
export interface OrphansReport {
  readonly stack: string | undefined;
  readonly project: string | undefined;
  readonly owners: readonly string[];
  /** The number of our resources in the state. */
  readonly resources: number;
  readonly clouds: readonly View[];
  readonly found: readonly Finding[];
  readonly problems: readonly string[];
}

/** The report for people. `now` is in milliseconds since the epoch. */
export function asText(report: OrphansReport, now: number): string {
  const stack = [report.stack && `Stack ${report.stack}`, report.project && `of project ${report.project}`];
  const title = stack.filter(Boolean).join(" ") || "The stack";
  const state = `${count(report.resources, "resource")} of this package in its state`;
  return [
    `${title}: ${state}; it marks images with ${report.owners.join(", ")}.`,
    ...report.clouds.map(cloudLine),
    "",
    ...report.found.flatMap((finding) => [...findingLines(finding, now), ""]),
    ...report.problems.map((problem) => `Could not look everywhere: ${problem}\n`),
    summary(report),
    "",
  ].join("\n");
}

/** The report for programs. Its fields are a contract with them. */
export function asJson(report: OrphansReport, now: number): string {
  const { stack = null, project = null, owners, problems } = report;
  const clouds = report.clouds.map(({ cloud, profile, location, provider, images }) => ({
    name: cloud,
    ...providerUrn(provider),
    profile,
    ...location,
    imagesSeen: images.length,
  }));
  const images = report.found.map(({ image, kind, cloud, provider, urn = null, why, whatToDo }) => {
    const age = ageMs(image.createdAt, now);
    return {
      id: image.id,
      name: image.name,
      status: image.status,
      cloud,
      ...providerUrn(provider),
      createdAt: image.createdAt,
      ageSeconds: age === undefined ? null : Math.round(age / 1000),
      kind,
      urn,
      why,
      whatToDo,
    };
  });
  return `${JSON.stringify({ stack, project, owners, clouds, images, problems }, null, 2)}\n`;
}

/** Absent where the stack's configuration leads to the cloud. */
function providerUrn(provider: StateProvider | undefined): { provider?: string } {
  return provider === undefined ? {} : { provider: provider.urn };
}

/** A cloud for people, with the explicit provider that leads there. */
function cloudOf({ cloud, provider }: Pick<View, "cloud" | "provider">): string {
  return `"${cloud}"${ofProvider(provider)}`;
}

function cloudLine(view: View): string {
  const { profile, location, images } = view;
  const { region, projectId } = location;
  const project = traits[profile].hasAccounts ? "account" : "project";
  const where = [
    profile,
    region === "" ? "" : `region ${region}`,
    projectId === "" ? "" : `${project} ${projectId}`,
  ];
  return `Cloud ${cloudOf(view)} (${where.filter(Boolean).join(", ")}): ${count(images.length, "image")} looked at.`;
}

function findingLines(finding: Finding, now: number): string[] {
  const { kind, image, urn, why, whatToDo } = finding;
  return [
    `${kind.padEnd(10)}  ${image.id}  ${inOneLine(image.name)}`,
    `            ${inOneLine(image.status)}, ${inOneLine(ageOf(image.createdAt, now))}, cloud ${cloudOf(finding)}${urn === undefined ? "" : `, resource ${urn.split("::").at(-1)}`}`,
    `            Why: ${why}.`,
    `            What to do: ${whatToDo}.`,
  ];
}

function summary({ found, problems }: OrphansReport): string {
  if (found.length === 0)
    return problems.length > 0 ? "Nothing found where it could be looked." : "No orphans.";
  const kinds = ["orphan", "unfinished", "claimed"] as const;
  const counted = kinds.flatMap((kind) => {
    const number = found.filter((finding) => finding.kind === kind).length;
    return number === 0 ? [] : [`${number} ${kind}`];
  });
  return `${counted.join(", ")}. Nothing was deleted.`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
