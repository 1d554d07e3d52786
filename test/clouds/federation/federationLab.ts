import { type EntryName, type LocalCloud, type LocalCloudOptions, startCloud } from "../../../local-cloud";
import type { Cloud } from "../../../provider/clouds/cloud";
import { connect } from "../../../provider/clouds/connect";
import { resolveCloud } from "../../../provider/clouds/settings";
import { type CloudError, explain } from "../../../provider/http/errors";
import { redact } from "../../../provider/http/redact";
import { type VirtualClock, virtualClock } from "../../virtualClock";

export interface FederationLab {
  readonly cloud: LocalCloud;
  readonly clock: VirtualClock;
  /** One of the local cloud's entries, with other settings under `auth` and another environment. */
  open(name: EntryName, auth?: Auth, given?: Given): Cloud;
  /** What people read when signing in fails; it has no secret. */
  refusal(name: EntryName, auth?: Auth, given?: Given): Promise<string>;
  /** The calls that have reached the cloud. */
  wire(): string[];
}

export type Auth = Readonly<Record<string, string | undefined>>;
export interface Given {
  readonly env?: Readonly<Record<string, string>>;
  readonly readFile?: (path: string) => string | undefined;
}

export async function openFederationLab(
  settings: LocalCloudOptions["settings"] = {},
): Promise<FederationLab> {
  const clock = virtualClock();
  const cloud = await startCloud({ clock, settings: { strictSignatures: true, ...settings } });
  return { cloud, clock, open, refusal, wire };

  function open(name: EntryName, auth: Auth = {}, { env = {}, readFile = () => undefined }: Given = {}) {
    const entry = cloud.credentials[name];
    const text = JSON.stringify({ clouds: { c: { ...entry, auth: { ...entry.auth, ...auth } } } });
    return connect(
      resolveCloud("c", {
        env,
        stackConfig: {},
        home: "/home/ann",
        cwd: "/app",
        readFile: (path) =>
          path === "/app/clouds.yaml" ? text : path.startsWith("/var/") ? readFile(path) : undefined,
      }),
      clock,
    );
  }

  async function refusal(...how: Parameters<typeof open>): Promise<string> {
    try {
      await open(...how).location();
    } catch (error) {
      const words = `${explain(error)}\n${(error as CloudError).stack}`;
      expect(words).not.toMatch(/eyJ|demo-id-token-request-token|demo-metadata-token/);
      expect(redact(explain(error))).toBe(explain(error)); // our own words are not masked
      return explain(error);
    }
    throw new Error("it signed in");
  }

  function wire(): string[] {
    return cloud.requests().map(({ route, status }) => `${route} ${status}`);
  }
}
