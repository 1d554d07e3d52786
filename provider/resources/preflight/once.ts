import type { CallOptions } from "../../http/call";

type Read<Answer> = (id: string, options: CallOptions) => Promise<Answer>;

/** Several probes of the same thing in one preflight are one call. */
export function once<Answer>(read: Read<Answer>): Read<Answer> {
  const started = new Map<string, Promise<Answer>>();
  return (id, options) => {
    const answer = started.get(id) ?? read(id, options);
    started.set(id, answer);
    return answer;
  };
}
