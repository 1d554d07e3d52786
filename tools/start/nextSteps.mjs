// What users can do next: the last text that `npm start` prints.

export const ownCloud = `
━━ The same on your own cloud
   1. ~/.config/openstack/clouds.yaml names it (the file your OpenStack client has already):
        clouds:
          prod:
            profile: otc              # or otc-swiss, huaweicloud, openstack, zstack
            region_name: eu-de
            auth:
              auth_url: https://iam.eu-de.otc.t-systems.com/v3
              username: …
              password: …
              user_domain_name: OTC…
              project_name: eu-de
   2. In this checkout, with your usual Pulumi backend:
        pulumi stack init dev
        pulumi config set volumeId <the id of a volume>       # and instanceId, bucket, snapshotUuid, …: see Pulumi.yaml
        OS_CLOUD=prod pulumi up`;

export const ownProgram = `
━━ The same in a project of your own
   docs/languages.md: how the plugin is installed, the SDKs, settings, imports, and how a stack moves from TypeScript.`;

/** For another terminal, after --keep. Values are in single quotes, because a path may contain anything else. */
export function keptCloud({ pid, origins, settings, stackArguments, folder }) {
  const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const exports = Object.entries(settings).map(([key, value]) =>
    key === "PATH" ? `export PATH=${quote(value.split(":")[0])}:"$PATH"` : `export ${key}=${quote(value)}`,
  );
  const addresses = Object.entries(origins).map(([service, origin]) => `${service.padEnd(9)}${origin}`);
  return `
━━ The local clouds go on running, with what the images are made from and no image. From another terminal, in this checkout:
${exports.map((line) => `   ${line}`).join("\n")}
   pulumi up ${stackArguments.map((part) => (part.includes("/") ? quote(part) : part)).join(" ")}

   Terraform's providers, the vendors' SDKs and OpenStack's clients can use them too. Names and keys are in OS_CLIENT_CONFIG_FILE;
   its addresses have a path for each service, and for tools that drop that path each has an address without one:
${addresses.map((line) => `      ${line}`).join("\n")}

   To end them:
   kill ${pid} && rm -r ${quote(folder)}`;
}
