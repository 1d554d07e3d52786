import type { TokenCall } from "../http/answer";

/** An id, and where it can be asked for, in the API and in an address that needs no version. */
export const linked = (call: TokenCall, what: "volumes" | "messages", id: string) => ({
  id,
  links: [
    { rel: "self", href: `${call.world.origin}/cinder/v3/${call.project.id}/${what}/${id}` },
    { rel: "bookmark", href: `${call.world.origin}/cinder/${call.project.id}/${what}/${id}` },
  ],
});
