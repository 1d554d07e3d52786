import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Result, Stack } from "../engine";
import type { UserError } from "./userErrors";

/** The configuration is written, not set: each `pulumi config set` takes as long as a preview. */
export function previewOf(
  stack: Stack,
  volumeId: string,
  { config, cloudsYaml }: Pick<UserError, "config" | "cloudsYaml">,
): Promise<Result> {
  const file = path.join(stack.project, "Pulumi.test.yaml");
  const salt = /^encryptionsalt: .+$/m.exec(readFileSync(file, "utf8"))?.[0] ?? "";
  writeFileSync(file, `${salt}\nconfig: ${JSON.stringify({ "e2e:volumeId": volumeId, ...config })}\n`);
  const settings = path.join(stack.project, "clouds.yaml");
  if (cloudsYaml !== undefined) writeFileSync(settings, cloudsYaml);
  return stack.preview({
    mayFail: true,
    ...(cloudsYaml === undefined ? {} : { env: { OS_CLIENT_CONFIG_FILE: settings } }),
  });
}
