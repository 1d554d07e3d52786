import { connect } from "../../../provider/clouds/connect";
import { resolveCloud } from "../../../provider/clouds/settings";
import { realClock } from "../../../provider/http/clock";
import { realSources } from "../../../provider/pulumi/program/sources";
import { dataImage } from "../../../provider/resources/dataImage";
import { dataVolumeTemplate } from "../../../provider/resources/dataVolumeTemplate";
import { fullEcsImage } from "../../../provider/resources/fullEcsImage";
import type { CommonArgs, ImageResource } from "../../../provider/resources/resource";
import { volumeImage } from "../../../provider/resources/volumeImage";
import { openShell, type Shell } from "../shell";
import { oddSnapshots, oddStock } from "./oddStock";

const resources: Record<string, unknown> = {
  VolumeImage: volumeImage,
  FullEcsImage: fullEcsImage,
  DataImage: dataImage,
  DataVolumeTemplate: dataVolumeTemplate,
};

interface Listed {
  readonly name: string;
  readonly resource: string;
  readonly arguments: Record<string, unknown>;
  readonly exportable: boolean;
  readonly needs: string | null;
  readonly reasons: string[];
  readonly notes: string[];
}

async function listed(shell: Shell, args: string): Promise<Listed[]> {
  const { code, out, err } = await shell.run(`sources --json ${args}`);
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out).sources;
}

/** What the preflight of an `up` finds about it, and the rules about the arguments that name it. */
async function preflightOf(shell: Shell, profile: string, source: Listed) {
  const { folder } = shell;
  const settings = resolveCloud(profile, realSources({ env: {}, cwd: folder, home: folder }, {}));
  const cloud = connect(settings, realClock, () => {});
  const resource = resources[source.resource] as ImageResource<CommonArgs>;
  const look = async (more: object) => {
    const args = { ...source.arguments, ...more } as unknown as CommonArgs;
    const findings = await resource.preflight(cloud, args, {});
    const broken = resource
      .rules(args, cloud.profile)
      .filter(({ property }) => /^source(?!\.vaultId)/.test(property))
      .map(({ reason }) => reason);
    const wrong = findings.filter(({ severity }) => severity === "wrong");
    return [...broken, ...wrong.map(({ text }) => text)];
  };
  const refusals = await look({});
  const forced = source.resource === "VolumeImage" ? await look({ force: true }) : refusals;
  await cloud.close?.();
  return { refusals, forced };
}

test.each([
  ["otc", 24 + 15],
  ["otc-swiss", 24 + 8],
  ["huaweicloud", 24 + 15],
  ["openstack", 10],
] as const)("on %s what is listed as exportable is what the preflight lets pass", async (profile, least) => {
  const shell = await openShell();
  oddStock(shell.cloud, profile);
  const buckets = profile === "openstack" ? [] : ["exports", "elsewhere", "archive"];
  const sources = await listed(shell, `--cloud ${profile}`);
  for (const bucket of buckets)
    sources.push(...(await listed(shell, `objects --bucket ${bucket} --cloud ${profile}`)));
  expect(sources.length).toBeGreaterThanOrEqual(least);
  for (const source of sources) {
    const { refusals, forced } = await preflightOf(shell, profile, source);
    const about = `${source.resource} ${source.name}`;
    expect([about, source.exportable]).toEqual([about, refusals.length === 0]);
    expect([about, [...source.reasons].sort()]).toEqual([about, [...refusals].sort()]);
    const helps = refusals.length > 0 && forced.length === 0;
    expect([about, source.needs]).toEqual([about, helps ? "force: true" : null]);
  }
  expect(new Set(sources.map(({ exportable }) => exportable)).size).toBe(2);
});

test("on zstack what is listed as exportable is what the preflight lets pass", async () => {
  const shell = await openShell();
  oddSnapshots(shell.cloud);
  const sources = await listed(shell, "--cloud zstack");
  expect(sources.map(({ name, exportable }) => [name, exportable]).sort()).toEqual([
    ["leaving and off", false],
    ["on its way", false],
    ["plain", true],
    ["switched off", false],
  ]);
  for (const source of sources) {
    const { refusals } = await preflightOf(shell, "zstack", source);
    expect(source.reasons.sort()).toEqual(refusals.sort());
  }
});
