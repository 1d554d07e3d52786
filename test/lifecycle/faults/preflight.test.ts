import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { PreflightMode } from "../../../provider/lifecycle/operation/preflightMode";
import { whole } from "../../whole";
import { canaryPasswords, canarySecretKeys, secretsIn } from "../harness/canary";
import { openLab } from "../harness/lab";
import { type Fault, faultsOf, lastingFaultsOf } from "./everyFault";
import { playFault } from "./playFault";
import { callsBehind, preflighted } from "./preflightScenes";

const preflights = resolve(__dirname, "../../../provider/resources/preflight");

test("every function of a cloud that a preflight calls is known here, and all calls behind it fail in turn", () => {
  const text = readdirSync(preflights).map((file) => readFileSync(join(preflights, file), "utf8"));
  const found = text.join("\n").matchAll(/\b(?:cloud|jobs|imageJobs|templates)\.(\w+)\(/g);
  expect([...new Set([...found].map(([, name]) => name))].sort()).toEqual(Object.keys(callsBehind).sort());
  const failing = new Set(rows.map(({ route }) => route));
  expect([...failing].sort()).toEqual([...new Set(Object.values(callsBehind).flat())].sort());
});

test.each(Object.keys(preflighted))(
  "the preflight of %s makes exactly the calls that are named",
  async (name) => {
    const [without, all] = [await callsOf(name, "off"), await callsOf(name, "error")];
    for (const route of without) all.splice(all.indexOf(route), 1);
    const list = all.findIndex((route) =>
      ["ims.listImages", "glance.listImages", "zstack.queryImages"].includes(route),
    );
    expect(list).toBeGreaterThan(-1);
    // One a run, for all images (lostImages.test.ts); Glance's hidden ones are a list of their own.
    const [listed] = all.splice(list, 1);
    if (listed === "glance.listImages") all.splice(all.indexOf(listed), 1);
    expect([...new Set(all)].sort()).toEqual([...(preflighted[name]?.calls ?? [])].sort());
  },
);

interface Row {
  readonly source: string;
  readonly route: string;
  /** Which call of the route is the preflight's. */
  readonly nth: number;
}

/** A call that several sources have fails with the first of them every day, in CI with all. */
const rows: Row[] = Object.entries(preflighted)
  .flatMap(([source, { calls, alsoBefore = [] }]) =>
    calls.map((route) => ({ source, route, nth: alsoBefore.includes(route) ? 2 : 1 })),
  )
  .filter(({ route }, at, every) => whole || every.findIndex((one) => one.route === route) === at);
/** Only a mode that can refuse can be wrong; in CI both. */
const modes: readonly PreflightMode[] = whole ? ["error", "warn"] : ["error"];

describe.each(rows)("a preflight of $source when $route fails", ({ source, route, nth }) => {
  // The end of a session is played by its code; what else ends sessions is a story of its own.
  const faults = faultsOf(route).filter(([name]) => name !== "a session that ends");

  test.each(faults)("refuses nothing for %s, and one create is sent", async (_, kind) => {
    const fault = { route, nth, ...kind } as Fault;
    for (const mode of modes)
      expect(await warningsOf(source, fault, mode)).toEqual(isSaid(fault) ? [unseen] : []);
  });

  // Without end a call that the create makes, too, is the create's own failure. And of probes that are sent at once, the
  // one that finds nothing listening may be another.
  const plain = ({ kind }: Partial<Fault>) => kind !== "refused" && kind !== "sessionEnds";
  const endless = lastingFaultsOf(route).filter(
    ([name, fault]) => nth === 1 && plain(fault) && (whole || name === "500"),
  );
  if (endless.length > 0)
    test.each(endless)("reports that for %s without end, and one create is sent", async (_, kind) => {
      const fault = { route, times: 1e6, ...kind } as Fault;
      for (const mode of modes) expect(await warningsOf(source, fault, mode)).toEqual([unseen]);
    });
});

const unseen = expect.stringMatching(/^could not look at /);

/** What is not tried again within a preflight's half minute. */
function isSaid({ kind, route }: Fault): boolean {
  if (kind === "redirect") return true;
  // Signing in has a limit of its own, and all the time that it needs.
  if (kind === "noHeaders" || kind === "stallBody") return !route.startsWith("iam.");
  // The answer to HEAD has no body; and OBS refuses with one status, whatever it is that it refuses.
  return kind === (route.startsWith("obs.") ? "unauthorized" : "oversize");
}

const isCreate = (route: string) => /uploadImage|create(DataImage|FullEcsImage|Template)$/.test(route);

/** The calls up to the create. */
async function callsOf(source: string, preflight: PreflightMode): Promise<string[]> {
  const { lab, stack, args } = await open(source);
  try {
    const process = lab.process({ preflight });
    await stack.up(process, args);
    expect(process.warnings).toEqual([]);
    return lab.wire().slice(0, lab.wire().findIndex(isCreate));
  } finally {
    await lab.close();
  }
}

/** What is reported about a create that ends well although a call of its preflight fails. */
async function warningsOf(source: string, fault: Fault, mode: PreflightMode): Promise<readonly string[]> {
  const { lab, stack, args } = await open(source, fault);
  try {
    const process = lab.process({ preflight: mode });
    const { error } = await playFault(lab, fault, () => stack.up(process, args));
    expect(error).toBeUndefined();
    expect(lab.wire().filter(isCreate)).toHaveLength(1);
    expect(stack.plan(args)).toBe("same");
    expect(secretsIn([process.messages, stack.recorded])).toEqual([]);
    return process.warnings;
  } finally {
    await lab.close();
  }
}

async function open(source: string, fault?: Fault) {
  const { subject, prepare, args } = preflighted[source] ?? {};
  if (subject === undefined) throw new Error(`there is no preflight of ${source}`);
  const ownPort = fault?.kind === "refused";
  const lab = await openLab(subject, { passwords: canaryPasswords, secretKeys: canarySecretKeys, ownPort });
  prepare?.(lab);
  return { lab, stack: lab.stack(), args: lab.args(args) };
}
