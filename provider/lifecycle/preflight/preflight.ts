import { CloudError } from "../../http/errors";
import type { Finding } from "../../resources/preflight/finding";
import type { CommonArgs } from "../../resources/resource";
import { type Run, ranked } from "../operation/run";
import { lostImages } from "./lostImages";

/** Probes once more right before a create: what a preview saw may be different by now, or was not known to it. */
export async function preflight<Args extends CommonArgs>(create: Run<Args>): Promise<void> {
  const run = ranked(create, "preflight");
  const { resource, cloud, args, options, host, log } = run;
  const mode = host.preflight;
  if (mode === "off") return;
  const [lost, probed] = await Promise.all([lostImages(run), resource.preflight(cloud, args, options)]);
  const findings = [...lost, ...probed];
  const blocking = mode === "error" ? findings.filter(isWrong) : [];
  for (const text of warningsOf(findings.filter((finding) => !blocking.includes(finding)))) log.warn(text);
  if (blocking.length === 0) return;
  throw refusal(blocking, lost.some(isWrong) ? "what speaks against this create" : undefined);
}

/** Each with its advice; what several share stands below the last of them. */
export function warningsOf(findings: readonly Finding[], wordsOf = ({ text }: Finding) => text): string[] {
  const advice = findings.map(adviceOf);
  return findings.map((finding, at) => {
    const own = advice[at];
    const isLast = own !== undefined && advice.lastIndexOf(own) === at;
    return isLast ? `${wordsOf(finding)}\nWhat to do: ${own}` : wordsOf(finding);
  });
}

function adviceOf(finding: Finding): string | undefined {
  return finding.hint ?? (isWrong(finding) ? "correct the argument, or what it names" : undefined);
}

export function isWrong({ severity }: Finding): boolean {
  return severity === "wrong";
}

/** One sentence each; nothing has been sent. */
export function refusal(findings: readonly Finding[], what = "what the cloud would refuse"): CloudError {
  const sentences = findings.map(({ text }) => `\n- ${text}`).join("");
  const hints = [...new Set(findings.flatMap((finding) => adviceOf(finding) ?? []))].join(". ");
  return new CloudError(`the preflight found ${what}:${sentences}`, {
    outcome: "not-sent",
    hint: `${hints}; or go on in spite of it: \`pulumi config set cloudimages:preflight warn\``,
  });
}
