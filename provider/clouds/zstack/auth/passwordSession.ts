import type { Clock } from "../../../http/clock";
import type { Transport } from "../../../http/transport";
import type { CloudSettings, Secret } from "../../settings";
import { isSessionOver } from "../failures";
import { Sessions } from "./sessions";
import type { ZstackSession } from "./zstackSession";

/** A session of an account or of a user, `Authorization: OAuth <uuid>`. */
export function passwordSession(
  settings: CloudSettings,
  password: Secret,
  transport: Transport,
  clock: Clock,
): ZstackSession {
  const sessions = new Sessions(settings, password, transport, clock);
  return {
    async authorize(request) {
      const { uuid } = await sessions.current();
      return { ...request, headers: { ...request.headers, authorization: `OAuth ${uuid}` } };
    },
    async renew(request, refusal) {
      if (!isSessionOver(refusal)) return false;
      await sessions.current(request.headers.authorization?.replace(/^OAuth /, ""));
      return true;
    },
    accountUuid: async () => (await sessions.current()).accountUuid,
    async renewing(work) {
      const { uuid } = await sessions.current();
      try {
        return await work();
      } catch (error) {
        if (!isSessionOver(error)) throw error;
        await sessions.current(uuid);
        return work();
      }
    },
    close: () => sessions.end(),
    secrets: () => sessions.secrets(),
  };
}
