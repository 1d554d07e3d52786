import { inOneLine } from "../../http/log/printable";
import type { CommandContext } from "../commandContext";

/** The stack that the next commands work on, or why there is none yet and what makes one. */
export type StackFound =
  | { readonly name: string; readonly isNew: boolean }
  | { readonly name: string; readonly why: string; readonly commands: readonly string[] };

/** Whether Pulumi knows where to keep states. Undefined without Pulumi. */
export async function isLoggedIn({ pulumi }: CommandContext): Promise<boolean | undefined> {
  return (await pulumi(["whoami"]))?.ok;
}

/** Takes the stack that is selected, or makes one. On a terminal Pulumi asks for its passphrase by itself. */
export async function ensureStack(asked: string | undefined, context: CommandContext): Promise<StackFound> {
  const { pulumi, terminal } = context;
  const selected = asked === undefined ? await pulumi(["stack", "--show-name"]) : undefined;
  if (selected?.ok) return { name: selected.stdout.trim(), isNew: false };
  const name = asked ?? "dev";
  const make = `pulumi stack init ${name}`;
  const loggedIn = await isLoggedIn(context);
  if (loggedIn === undefined)
    return { name, why: "Pulumi is not on the PATH: install its CLI", commands: ["pulumi login", make] };
  if (!loggedIn)
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
  const said = inOneLine((made?.stderr ?? "").replace(/^error: /gm, "").trim());
  return { name, why: `Pulumi has not made the stack: ${said}`, commands: [make] };
}
