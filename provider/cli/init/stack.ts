import { inOneLine } from "../../http/log/printable";
import type { CommandContext, CommandResult } from "../commandContext";

/** The stack that the next commands work on, or why there is none yet and what makes one. */
export type StackFound =
  | { readonly name: string; readonly isNew: boolean }
  | { readonly name: string; readonly why: string; readonly commands: readonly string[] };

/** Whether Pulumi knows where to keep states. Undefined without Pulumi, and if something else is wrong with it. */
export async function isLoggedIn({ pulumi }: CommandContext): Promise<boolean | undefined> {
  const who = await pulumi(["whoami"]);
  return who?.ok || saysLogin(who) ? who.ok : undefined;
}

/** `PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions` */
function saysLogin(who: CommandResult | undefined): who is CommandResult {
  return /\blog(ged)?[ -]?in\b|PULUMI_ACCESS_TOKEN/i.test(who?.stderr ?? "");
}

/** Takes the stack that is selected, or makes one. On a terminal Pulumi asks for its passphrase by itself. */
export async function ensureStack(asked: string | undefined, context: CommandContext): Promise<StackFound> {
  const { pulumi, terminal } = context;
  const selected = asked === undefined ? await pulumi(["stack", "--show-name"]) : undefined;
  if (selected?.ok) return { name: selected.stdout.trim(), isNew: false };
  const name = asked ?? "dev";
  const make = `pulumi stack init ${name}`;
  const who = await pulumi(["whoami"]);
  if (who === undefined)
    return { name, why: "Pulumi is not on the PATH: install its CLI", commands: ["pulumi login", make] };
  if (!who.ok && !saysLogin(who)) return { name, why: `Pulumi says: ${saidBy(who)}`, commands: [make] };
  if (!who.ok)
    return {
      name,
      why: "Pulumi is not logged in (`pulumi login --local` keeps the state on this machine)",
      commands: ["pulumi login", make],
    };
  if ((await pulumi(["stack", "select", name]))?.ok) return { name, isNew: false };
  if (terminal !== undefined) {
    if (await terminal.run("pulumi", ["stack", "init", name])) return { name, isNew: true };
    return { name, why: "Pulumi has not made the stack, as it says above", commands: [make] };
  }
  const made = await pulumi(["stack", "init", name]);
  if (made?.ok) return { name, isNew: true };
  return { name, why: `Pulumi has not made the stack: ${saidBy(made)}`, commands: [make] };
}

function saidBy(result: CommandResult | undefined): string {
  return inOneLine((result?.stderr ?? "").replace(/^error: /gm, "").trim());
}
