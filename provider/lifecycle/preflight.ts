import { CloudError } from "../http/errors";
import type { Finding } from "../resources/preflight/finding";
import type { CommonArgs } from "../resources/resource";
import type { Run } from "./run";

/** Looks once more right before a create: what a preview saw may be different by now, or was not known to it. */
export async function preflight<Args extends CommonArgs>(run: Run<Args>): Promise<void> {
  const { resource, cloud, args, options, host, log } = run;
  const mode = host.preflight;
  if (mode === "off") return;
  const findings = await resource.preflight(cloud, args, options);
  const blocking = mode === "error" ? findings.filter(isWrong) : [];
  for (const finding of findings) if (!blocking.includes(finding)) log.warn(finding.text);
  if (blocking.length > 0) throw refusal(blocking);
}

export function isWrong({ severity }: Finding): boolean {
  return severity === "wrong";
}

/** One sentence each; nothing has been sent. */
export function refusal(findings: readonly Finding[]): CloudError {
  const sentences = findings.map(({ text }) => `\n- ${text}`).join("");
  return new CloudError(`the preflight found what the cloud would refuse:${sentences}`, {
    outcome: "not-sent",
    hint: "mend it; or go on in spite of it: `pulumi config set cloudimages:preflight warn`",
  });
}
