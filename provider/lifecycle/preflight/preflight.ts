import { CloudError } from "../../http/errors";
import type { Finding } from "../../resources/preflight/finding";
import type { CommonArgs } from "../../resources/resource";
import type { Run } from "../operation/run";
import { lostImages } from "./lostImages";

/** Probes once more right before a create: what a preview saw may be different by now, or was not known to it. */
export async function preflight<Args extends CommonArgs>(run: Run<Args>): Promise<void> {
  const { resource, cloud, args, options, host, log } = run;
  const mode = host.preflight;
  if (mode === "off") return;
  const [lost, probed] = await Promise.all([lostImages(run), resource.preflight(cloud, args, options)]);
  const findings = [...lost, ...probed];
  const blocking = mode === "error" ? findings.filter(isWrong) : [];
  for (const finding of findings) if (!blocking.includes(finding)) log.warn(textOf(finding));
  if (blocking.length === 0) return;
  throw refusal(blocking, lost.some(isWrong) ? "what speaks against this create" : undefined);
}

function textOf({ text, hint }: Finding): string {
  return hint === undefined ? text : `${text}\nWhat to do: ${hint}`;
}

export function isWrong({ severity }: Finding): boolean {
  return severity === "wrong";
}

/** One sentence each; nothing has been sent. */
export function refusal(findings: readonly Finding[], what = "what the cloud would refuse"): CloudError {
  const sentences = findings.map(({ text }) => `\n- ${text}`).join("");
  const hints = [...new Set(findings.map(({ hint }) => hint ?? "mend it"))].join(". ");
  return new CloudError(`the preflight found ${what}:${sentences}`, {
    outcome: "not-sent",
    hint: `${hints}; or go on in spite of it: \`pulumi config set cloudimages:preflight warn\``,
  });
}
