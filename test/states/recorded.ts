import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CloudName } from "../../local-cloud";
import { becomes, becomesAtOnce } from "./becoming";
import { check, handlers, type Lab, openLab, type Props } from "./outside";
import { howToAdd, pinsNew } from "./pinned";
import { fileOf, playSituation, type Recording, recorded, recordingOf, write } from "./recording";
import { situations } from "./situations";
import { subjectOf } from "./subjects";

const whyFrozen =
  "A recorded state is one that users have, and the cloud beside it is what made it: neither is ever changed. What becomes of them " +
  "may change where that is better for people: take `becomes` out of the file, let it be written anew (PIN_NEW=true), and say why " +
  "in the commit.";

/** Tells of every recorded state of these resources that this version reads it, goes on with it, updates it and destroys it. */
export function testRecorded(...types: readonly string[]): void {
  const known = situations.filter(({ type }) => types.includes(type));
  const files = new Set([...recorded(types), ...known.map(fileOf)]);
  const labs = new Map<CloudName, Promise<Lab>>();
  const labOf = (profile: CloudName): Promise<Lab> => {
    const lab = labs.get(profile) ?? openLab(profile);
    labs.set(profile, lab);
    return lab;
  };
  let home: string;
  const before = process.env.PULUMI_HOME;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), "home-"));
    process.env.PULUMI_HOME = home; // the handlers note there which claims states hold
  });
  afterAll(async () => {
    for (const lab of labs.values()) await (await lab).close();
    rmSync(home, { recursive: true });
    if (before === undefined) delete process.env.PULUMI_HOME;
    else process.env.PULUMI_HOME = before;
  });

  describe.each([...files].sort())("%s", (file) => {
    const situation = known.find((one) => fileOf(one) === file);

    test("is read, gone on with, updated and destroyed", async () => {
      const recording = await kept(file);
      const now = JSON.parse(JSON.stringify(await becomes(recording)));
      if (Object.keys(recording.becomes).length === 0 && pinsNew) write(file, { ...recording, becomes: now });
      else if (JSON.stringify(now) !== JSON.stringify(recording.becomes)) {
        expect({ [whyFrozen]: now }).toEqual({ [whyFrozen]: recording.becomes });
      }
    });

    test("is accepted by check as it stands, and planned by the handler that its own text names", async () => {
      const { type, cloud, state, becomes: becoming } = recordingOf(file);
      const { resource } = subjectOf(type, cloud.profile);
      const lab = await labOf(cloud.profile);
      if (state.outputs.stateVersion !== undefined)
        expect(check(resource, state.inputs, lab.process(), state.inputs)).toEqual({
          inputs: state.inputs,
          failures: [],
        });
      const planned = await handlerOf(state.inputs).diff(state.id, state.outputs, state.inputs);
      expect(planned).toEqual(becoming.diff);
    });

    if (situation !== undefined)
      test("is left by this version too, by the same words", async () => {
        const { state } = await playSituation(situation);
        const { id, outputs, failed, inputs } = recordingOf(file).state;
        expect({ id: state.id, failed: state.failed, inputs: state.inputs }).toEqual({ id, failed, inputs });
        expect(state.outputs).toMatchObject(untimed(outputs));
      });

    if (/-(unfinished|unseen|known-by-job|update-refused)$/.test(file))
      test("goes on as well without what only later versions have written", async () => {
        const recording = recordingOf(file);
        expect(recording.becomes).toMatchObject(await becomesAtOnce(asOfBefore(recording)));
      });

    test("ends well whatever comes: one create at most, one image or none, and none that nobody knows", () => {
      const { state, becomes: becoming } = recordingOf(file);
      const isLookedUp = state.outputs.stateVersion === undefined;
      for (const [story, end] of Object.entries(becoming).filter(([key]) => key !== "diff")) {
        const [, left = ""] = / cloud: ([^;]*)/.exec(String(end)) ?? [];
        const live = left.split(" and ").filter((image) => image !== "nothing" && !/ Deleted\b/.test(image));
        expect([story, end]).toEqual([story, expect.not.stringMatching(/creates: [^1]/)]);
        const isGone = story.includes("destroy") || / state: nothing/.test(String(end));
        expect([story, live]).toEqual([story, isGone && !isLookedUp ? [] : live.slice(0, 1)]);
      }
    });
  });

  /** The recording; written now, where it is asked for. */
  async function kept(file: string): Promise<Recording> {
    const situation = known.find((one) => fileOf(one) === file);
    if (recorded(types).includes(file)) return recordingOf(file);
    if (!pinsNew || situation === undefined) throw new Error(`${file} is not recorded.\n${howToAdd}`);
    write(file, { ...(await playSituation(situation)), becomes: {} });
    return recordingOf(file);
  }
}

interface Handler {
  diff(id: string, outputs: Props, inputs: Props): Promise<Props>;
}

function handlerOf({ __provider }: Props): Handler {
  const exported: { handler?: () => Handler } = {};
  const load = (module: string) => (module === "pulumi-cloud-images/dynamic" ? handlers : undefined);
  new Function("exports", "require", String(__provider))(exported, load);
  return (exported.handler as () => Handler)();
}

/** Without the time of a look, which a version may have at another moment. */
function untimed({ updatedAt: _, lastOpDate: __, ...outputs }: Props): Props {
  return outputs;
}

/** States of before have no hidden inputs but urn, owner and provider, and no facts apart. */
function asOfBefore(recording: Recording): Recording {
  const without = ({ __secret, __cloud, __timeouts, __facts, ...rest }: Props) => rest;
  const { state } = recording;
  return {
    ...recording,
    state: { ...state, inputs: without(state.inputs), outputs: without(state.outputs) },
  };
}
