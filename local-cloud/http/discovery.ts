import type { Call } from "./answer";

/** The versions of EVS and IMS, so that OpenStack's own clients find their way; the last one is the current one. */
export const discovery = (call: Call, ids: string[]): object[] =>
  ids.map((id, place) => ({
    id,
    status: place === ids.length - 1 ? "CURRENT" : "SUPPORTED",
    version: "",
    min_version: "",
    updated: "2018-09-30T00:00:00Z",
    links: [{ rel: "self", href: `${call.world.origin}/${call.service}/${id.split(".")[0]}/` }],
  }));
