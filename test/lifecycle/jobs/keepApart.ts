import type { Lab } from "../harness/lab";
import type { ProviderProcess } from "../harness/providerProcess";

/** From then on, pauses after a search by mark for as long as a cloud may require: between the two calls of one search. */
export async function keepApart(lab: Lab, process: ProviderProcess, fromMs: number): Promise<void> {
  const searched = () => "tag" in (lab.cloud.requests().at(-1)?.query ?? {});
  while (lab.clock.elapsed() < fromMs || !searched()) await lab.clock.sleep(50);
  process.connect(undefined).pace.pause(lab.clock.now() + 60_000);
}
