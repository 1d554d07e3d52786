import { type Answer, type Call, json } from "../http/answer";

const ids = ["v2.15", "v2.9", "v2.7", "v2.6", "v2.5", "v2.4", "v2.3", "v2.2", "v2.1", "v2.0"];

/** Those that Glance has with one store and no cache; said before anybody has to be signed in. */
export const glanceVersions =
  (status: number) =>
  (call: Call): Answer => ({
    ...json(status, {
      versions: ids.map((id, place) => ({
        id,
        status: place === 0 ? "CURRENT" : "SUPPORTED",
        links: [{ rel: "self", href: `${call.world.origin}/glance/v2/` }],
      })),
    }),
    early: true,
  });
