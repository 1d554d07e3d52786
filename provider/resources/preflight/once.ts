import type { CallOptions } from "../../http/call";

type Ask<Answer> = (id: string, options: CallOptions) => Promise<Answer>;

/** Several looks of one preflight at the same thing are one call. */
export function once<Answer>(ask: Ask<Answer>): Ask<Answer> {
  const asked = new Map<string, Promise<Answer>>();
  return (id, options) => {
    const answer = asked.get(id) ?? ask(id, options);
    asked.set(id, answer);
    return answer;
  };
}
