import { spawnSync } from "node:child_process";
import { writeNew } from "../../../provider/cli/import/fileToWrite";
import { withEntry } from "../../../provider/cli/init/entry/entryText";
import { manifestFile } from "../../../provider/cli/init/project/manifestFile";
import { pulumiFile } from "../../../provider/cli/init/project/pulumiFile";
import { openShell } from "../../cli/shell";
import type { Produce } from "./produce";

const folder =
  (write: (shell: Awaited<ReturnType<typeof openShell>>) => void, make: (folder: string) => unknown) =>
  async () => {
    const shell = await openShell();
    write(shell);
    return make(shell.folder);
  };
const wish = {
  name: "p",
  language: "typescript",
  resource: "VolumeImage",
  cloud: "c",
  backend: undefined,
  isNew: true,
  isOurs: true,
} as const;

const run = async (
  args: string | readonly string[],
  folder?: (shell: Awaited<ReturnType<typeof openShell>>) => void,
) => {
  const shell = await openShell();
  folder?.(shell);
  const { out, err } = await shell.run(args);
  return out + err;
};

async function refusedByCloud(): Promise<string> {
  const { cloud, run } = await openShell();
  const { auth_url, username, user_domain_name, project_name } = cloud.credentials.otc.auth;
  const given = {
    "auth-url": auth_url,
    username,
    "user-domain-name": user_domain_name,
    "project-name": project_name,
  };
  const options = Object.entries(given).flatMap(([option, value]) => [`--${option}`, `${value}`]);
  const fixed = "init otc --cloud new --sign-in password --region-name eu-de --secret-stdin --allow-http";
  const { err } = await run([...fixed.split(" "), ...options], { readStdin: async () => "wrong" });
  return err;
}

/** What the commands refuse. */
export const commands: Readonly<Record<string, Produce>> = {
  "… It knows ….": () => run("doctor --owner x"),
  "…: --… is empty.": () => run("orphans --cloud="),
  "…: --config-file …: there is no such file.": () => run("orphans --config-file nowhere.yaml"),
  "there is no Pulumi project here: neither in this folder nor above it": () =>
    run("import VolumeImage golden x"),
  "pulumi …: …": () =>
    run("orphans --stack dev", ({ write }) => write("Pulumi.yaml", "name: p\nruntime: yaml\n")),
  "… cannot be read": () => run("orphans --state nowhere.json"),
  "the owner of the images is not known: the state has no resource of this package": () =>
    run("orphans --state s.json", ({ write }) =>
      write("s.json", '{"version":3,"deployment":{"resources":[]}}'),
    ),
  "… cannot be written: …": () => writeNew({ shown: "a.json", path: "/nowhere/a.json" }, "{}"),
  "import: …": () => run("import"),
  "sources: …": () => run("sources nothing"),
  "init: …": () => run("init nowhere"),
  "init: there is no terminal to ask at, so these are needed:…": () => run("init otc --cloud new"),
  "init: --…: a secret is no option, …": () => run("init otc --password x"),
  "Nothing was written. --skip-checks writes the entry without asking the cloud.": refusedByCloud,
  'init: the entry "…" of clouds.yaml is …, not of …. …': () => run("init otc --cloud zstack"),
  'init: the entry "…" of … does not say what …. …': () => run("init otc --cloud otc --username other"),
  "Cannot find module 'pulumi-cloud-images'…": folder(
    () => undefined,
    (cwd) => spawnSync(process.execPath, ["-e", "require('pulumi-cloud-images')"], { cwd }).stderr,
  ),
  // Nothing can be added to an alias: the entries belong to another mapping.
  '…: the entry "…" cannot be put into it without a change of the others': () =>
    withEntry("mine: &mine\n  a: {profile: otc}\nclouds: *mine\n", "b", { profile: "otc" }, "clouds.yaml"),
  "package.json is not an object in JSON": folder(
    ({ write }) => write("package.json", "{"),
    (folder) => manifestFile({ ...wish, folder }),
  ),
  "Pulumi.yaml cannot be completed: …": folder(
    ({ write }) => write("Pulumi.yaml", "name: ["),
    (folder) => pulumiFile({ ...wish, folder }),
  ),
};
