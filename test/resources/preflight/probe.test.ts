import { realClock } from "../../../provider/http/clock";
import { CloudError, PermissionError } from "../../../provider/http/errors";
import { note, wrong } from "../../../provider/resources/preflight/finding";
import { type Probe, probeAll } from "../../../provider/resources/preflight/probe";

const around = (looks: readonly Probe[], limitMs?: number) =>
  probeAll(looks, { clock: realClock }, {}, limitMs);

it("all probes run at the same time, and then those that follow from them", async () => {
  let running = 0;
  let most = 0;
  const slow = (subject: string, seen: Awaited<ReturnType<Probe["run"]>>): Probe => ({
    subject,
    async run() {
      most = Math.max(most, ++running);
      await new Promise((done) => setTimeout(done, 5));
      running -= 1;
      return seen;
    },
  });
  const disk = slow("disk", [wrong("disk is shared")]);
  const found = await around([slow("a", [note("a is busy"), disk]), slow("b", [])]);
  expect(found).toEqual([note("a is busy"), wrong("disk is shared")]);
  expect(most).toBe(2);
});

it("a probe that fails is a note, and the findings of the others remain", async () => {
  const forbidden = new PermissionError("show vault b1: forbidden", {
    outcome: "rejected",
    hint: "ask for the right",
  });
  const found = await around([
    { subject: "vault b1", run: () => Promise.reject(forbidden) },
    { subject: "server s1", run: async () => [wrong("server s1 is ERROR")] },
  ]);
  expect(found).toContainEqual(
    note("could not look at vault b1: show vault b1: forbidden; ask for the right"),
  );
  expect(found).toContainEqual(wrong("server s1 is ERROR"));
});

it("what has not answered in time is one note, and the rest stands", async () => {
  const hanging = (subject: string): Probe => ({
    subject,
    run: ({ signal }) =>
      new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
  });
  const quick: Probe = { subject: "c", run: async () => [wrong("c is full")] };
  expect(await around([hanging("a"), hanging("b"), quick], 20)).toEqual([
    wrong("c is full"),
    note("the preflight did not finish within 0.02 s"),
  ]);
});

it("an interruption ends it, and says why", async () => {
  const abort = new AbortController();
  const look: Probe = {
    subject: "a",
    async run() {
      abort.abort(new CloudError("interrupted", { outcome: "not-sent" }));
      throw new CloudError("GET a: interrupted", { outcome: "unknown" });
    },
  };
  await expect(probeAll([look], { clock: realClock }, { signal: abort.signal })).rejects.toThrow(
    "interrupted",
  );
});

it("a bug is not taken for a cloud that does not answer", async () => {
  const bug: Probe = { subject: "a", run: () => Promise.reject(new TypeError("undefined is no function")) };
  await expect(around([bug])).rejects.toThrow(TypeError);
});
