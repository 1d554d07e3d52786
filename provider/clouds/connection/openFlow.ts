import type { Flow } from "../../http/call";
import type { Clock } from "../../http/clock";
import { CallQueue } from "../../http/queue/callQueue";
import { Pace } from "../../polling/pace";
import { slowDown } from "../../polling/poll";

/** How fast one cloud is asked: polls by their pace, everything else by the queue. One that throttles slows down both. */
export function openFlow(clock: Clock) {
  const pace = new Pace();
  const queue = new CallQueue(clock);
  const flow: Flow = { queue, onThrottled: (error) => slowDown({ clock, pace }, error) };
  return { pace, queue, flow };
}
