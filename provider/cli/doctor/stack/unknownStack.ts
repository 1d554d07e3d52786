import { z } from "zod";
import { nearest, questionAfter } from "../../../clouds/settings";
import { type CloudError, whatWasSaid } from "../../../http/errors";
import { inOneLine } from "../../../http/log/printable";
import type { CommandContext } from "../../commandContext";
import { type Check, failed, skipped } from "../check";
import type { CloudReport } from "../cloudReport";

/** Whether Pulumi says that there is no stack of the name: `no stack named 'devv' found`. */
export function isUnknownStack(error: CloudError): boolean {
  return /no stack named/i.test(whatWasSaid(error));
}

/** Names the stacks that there are. */
export async function unknownStack(check: string, stack: string, context: CommandContext): Promise<Check> {
  const names = await stackNames(context);
  const near = questionAfter(nearest(stack, names));
  const choice =
    names.length === 0
      ? "`pulumi stack ls` lists the stacks of the project, `pulumi stack init` makes one"
      : `name one that there is: ${names.join(", ")}`;
  return failed(check, `there is no stack "${stack}".${near}`, choice);
}

/** What is said of the cloud instead: the stack's configuration would name it. */
export const cloudOfUnknownStack: CloudReport = {
  settings: undefined,
  why: "the stack's configuration may name it, and there is no such stack",
  checks: [skipped("settings", "they depend on the stack")],
};

const Stacks = z.array(z.looseObject({ name: z.string() }));

async function stackNames({ pulumi }: CommandContext): Promise<string[]> {
  const result = await pulumi(["stack", "ls", "--json"]);
  try {
    return Stacks.parse(JSON.parse(result?.ok ? result.stdout : "[]")).map(({ name }) => inOneLine(name));
  } catch {
    return [];
  }
}
