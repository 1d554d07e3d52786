import { didYouMean, nearest } from "../../clouds/settings/nearest";
import { CloudError } from "../../http/errors";

const modes = ["off", "warn", "error"] as const;

/** What becomes of findings: nothing is probed; they are warnings; and those that the cloud would refuse end the create. */
export type PreflightMode = (typeof modes)[number];

/** What `cloudimages:preflight` says. */
export function preflightMode(text: string | undefined): PreflightMode {
  const mode = modes.find((one) => one === (text?.trim() || "warn"));
  if (mode !== undefined) return mode;
  const question = didYouMean(nearest(text ?? "", modes));
  throw new CloudError(
    `cloudimages:preflight is ${JSON.stringify(text)}, but there are only ${modes.join(", ")}${question ? `: ${question}` : ""}`,
    { outcome: "not-sent", hint: "set it with `pulumi config set cloudimages:preflight warn`" },
  );
}
