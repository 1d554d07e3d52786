import { startCloud } from "../../local-cloud";
import { signIn, virtualClock } from "../../local-cloud/testing/testClient";
import type { Side } from "./ask";

/** The local cloud's OpenStack, on a clock of its own. */
export async function localSide(): Promise<Side> {
  const clock = virtualClock();
  const cloud = await startCloud({ clock });
  const { keystone, glance, cinder } = cloud.endpoints;
  const member = await signIn(cloud, "openstack");
  const admin = await signIn(cloud, "openstack-admin");
  const other = await signIn(cloud, "openstack", "other");
  const { auth } = cloud.credentials["openstack-appcred"];
  const names = new Map([
    ["project", member.projectId],
    ["other", other.projectId],
    ["user", member.userId],
    ["admin", admin.userId],
    ["server", "00000000-0000-4000-8000-00000000beef"],
    ["password", cloud.credentials.openstack.auth.password ?? ""],
    ["adminPassword", cloud.credentials["openstack-admin"].auth.password ?? ""],
    ["credential", auth.application_credential_id ?? ""],
    ["credentialSecret", auth.application_credential_secret ?? ""],
  ]);
  return {
    urls: { keystone, glance, cinder },
    names,
    tokens: { member: member.token, admin: admin.token },
    addVolume: async (name, status) => {
      const attachments =
        status === "in-use" ? [{ server_id: names.get("server") ?? "", device: "/dev/vdb" }] : [];
      const volume = { profile: "openstack", name, sizeGiB: 1, attachments } as const;
      names.set(name, cloud.addVolume({ ...volume, ...(status && { status }) }).id);
    },
    finish: async () => clock.advance(100),
    close: () => cloud.close(),
  };
}
