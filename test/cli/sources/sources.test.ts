import { openShell, type Shell } from "../shell";
import { oddSnapshots, oddStock } from "./oddStock";

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
});

const json = async (args: string, expected = 0) => {
  const { code, out } = await shell.run(`sources --json ${args}`);
  expect(code).toBe(expected);
  return JSON.parse(out);
};
const names = (report: { sources: { name: string }[] }) => report.sources.map(({ name }) => name);

test("a source has its id, name, size, state, what takes its id, and whether an image could be made", async () => {
  const volume = shell.cloud.addVolume({ name: "data", sizeGiB: 7 });
  const report = await json("volumes");
  expect(report).toEqual({
    cloud: {
      name: "otc",
      profile: "otc",
      endpoint: expect.stringContaining("/ims"),
      region: "eu-de",
      projectId: expect.stringMatching(/^\d{32}$/),
    },
    sources: [
      {
        kind: "volumes",
        id: volume.id,
        name: "data",
        sizeBytes: 7 * 2 ** 30,
        state: "available",
        serverIds: [],
        exportable: true,
        needs: null,
        waitsFor: null,
        reasons: [],
        notes: [],
        resource: "VolumeImage",
        arguments: { volumeId: volume.id },
      },
    ],
    buckets: [],
    problems: [],
  });
});

test("a backup tells whether it is of a server, of which, and what it has been used for", async () => {
  const image = "0d2d3b1c-1a3d-4f1e-9a44-0e8e3f7c9b11";
  shell.cloud.addBackup({ kind: "CSBS", name: "nightly", resourceName: "web", osImagesData: [image] });
  const { sources } = await json("backups");
  expect(sources).toMatchObject([
    { ofServer: true, serverName: "web", usedByImages: [image], exportable: false, state: "available" },
  ]);
});

test("an export that runs already is waited for", async () => {
  shell.cloud.addVolume({ status: "uploading" });
  const { sources } = await json("volumes");
  expect(sources).toMatchObject([{ exportable: true, waitsFor: "volume uploading", reasons: [] }]);
});

test("without a kind all that the cloud has is listed, and nothing is changed", async () => {
  oddStock(shell.cloud, "otc");
  const report = await json("");
  expect([...new Set(report.sources.map(({ kind }: { kind: string }) => kind))]).toEqual([
    "volumes",
    "servers",
    "backups",
  ]);
  expect(report.buckets.map(({ id, exportable }: Record<string, unknown>) => [id, exportable])).toEqual([
    ["exports", true],
    ["elsewhere", false],
    ["archive", false],
  ]);
  const changing = shell.cloud
    .requests()
    .filter(
      ({ method, route }) =>
        !["GET", "HEAD"].includes(method) && !/createToken|SecurityToken/.test(route ?? ""),
    );
  expect(changing).toEqual([]);
});

test.each(["otc-aksk", "otc-aksk-temporary"])(
  "with the access key of %s all is listed too",
  async (entry) => {
    oddStock(shell.cloud, "otc");
    const [byKey, byPassword] = [await json(`--cloud ${entry}`), await json("")];
    expect(byKey.sources).toEqual(byPassword.sources);
    expect(byKey.buckets).toEqual(byPassword.buckets);
    const args = "objects --bucket exports";
    expect((await json(`${args} --cloud ${entry}`)).sources).toEqual((await json(args)).sources);
  },
);

test("thousands of sources are listed page by page, each once", async () => {
  const { cloud } = shell;
  cloud.addBucket({ name: "exports" });
  for (let at = 0; at < 1201; at += 1) {
    cloud.addVolume({ name: `v${at}` });
    cloud.addBackup({ kind: "CBR", name: `r${at}` });
    cloud.addBackup({ kind: "CSBS", name: `c${at}` });
    cloud.addObject({ bucket: "exports", key: `disk-${at}.raw` });
    cloud.addVolume({ profile: "openstack", name: `o${at}` });
    cloud.addSnapshot({ name: `s${at}` });
  }
  for (let at = 0; at < 450; at += 1) cloud.addServer({ name: `w${at}`, disks: 0 });
  const count = async (args: string) => new Set(names(await json(args))).size;
  expect(await count("volumes")).toBe(1201);
  expect(await count("servers")).toBe(450);
  expect(await count("backups")).toBe(2402);
  expect(await count("objects --bucket exports")).toBe(1201);
  expect(await count("volumes --cloud openstack")).toBe(1201);
  expect(await count("snapshots --cloud zstack")).toBe(1201);
  const asked = cloud.requests().filter(({ route }) => /^(evs|ecs|cbr|csbs|obs|cinder)\./.test(route ?? ""));
  expect(asked.length).toBeLessThan(30); // a call for each would be thousands
}, 60_000);

test("names and keys are chosen by a pattern, and only what can be used now by --exportable", async () => {
  oddStock(shell.cloud, "otc");
  expect(names(await json("volumes --name large*"))).toEqual(["large", "large and attached"]);
  expect(names(await json("volumes --name large* --exportable"))).toEqual(["large"]);
  const { sources } = await json("objects --bucket exports --name disks/*.qcow2");
  expect(sources).toMatchObject([{ id: "disks/data.qcow2", arguments: { minDiskGiB: 40 } }]);
  const [asked] = shell.cloud.requests().filter(({ route }) => route === "obs.listObjects");
  expect(asked?.query).toMatchObject({ prefix: "disks/" });
});

test("objects that are no image files by their endings are left out", async () => {
  oddStock(shell.cloud, "otc");
  const keys = names(await json("objects --bucket exports"));
  expect(keys).toContain("disks/a&b<c>.VHDX");
  expect(keys).not.toContain("notes.txt");
});

test("a service that refuses does not hide the others, and the exit code tells", async () => {
  oddStock(shell.cloud, "otc");
  for (const route of ["ecs.listServers", "cbr.listBackups"])
    shell.cloud.addFault({ route, times: 9, kind: "status", status: 403 });
  const { code, out, err } = await shell.run("sources --json");
  expect(code).toBe(3);
  const { sources, problems } = JSON.parse(out);
  expect(new Set(sources.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(["volumes", "backups"]));
  expect(problems.map(({ kind }: { kind: string }) => kind)).toEqual(["servers", "backups"]);
  expect(err).toMatch(/^servers: list servers: .*\(HTTP 403/m);
  expect(err).toMatch(/^backups: list CBR backups: .*\(HTTP 403/m);
});

test("a bucket that may not be read is a problem with its reason", async () => {
  shell.cloud.addBucket({ name: "theirs", profile: "huaweicloud" });
  const { code, err } = await shell.run("sources objects --bucket theirs");
  expect(code).toBe(3);
  expect(err).toMatch(/objects: list the objects of bucket theirs: .*Access Denied/);
  const gone = await shell.run("sources objects --bucket none");
  expect(gone.code).toBe(3);
  expect(gone.err).toMatch(/bucket does not exist/);
});

test("one odd entry in a list hides no other, and is said", async () => {
  shell.cloud.addVolume({ name: "good" });
  const { id } = shell.cloud.addVolume({ name: "odd" });
  shell.cloud.addFault({
    route: "evs.listCloudVolumes",
    times: 1,
    kind: "status",
    status: 200,
    body: {
      volumes: [
        { id, name: "odd" },
        { id: "5f0c9f0e-0000-4000-8000-000000000001", name: "good", status: "available", size: 1 },
      ],
      count: 2,
    },
  });
  const report = await json("volumes", 3);
  expect(names(report)).toEqual(["good"]);
  expect(report.problems).toEqual([
    { kind: "volumes", text: expect.stringContaining("1 of the cloud's volumes") },
  ]);
});

test("while the quota of images is used up, no source can be used", async () => {
  shell.cloud.addVolume({ name: "plain" });
  shell.cloud.addVolume({ name: "attached", status: "in-use" });
  shell.cloud.configure({ imageQuota: 0 });
  const { sources } = await json("volumes");
  expect(sources.map(({ exportable, needs }: Record<string, unknown>) => [exportable, needs])).toEqual([
    [false, null],
    [false, null],
  ]);
  const { out } = await shell.run("sources volumes", { columns: 100 });
  expect(out.match(/quota/g)).toHaveLength(1);
});

test.each([
  [
    "sources volumes --cloud zstack",
    'on cloud "zstack" (zstack) no image is made from volumes. It has: snapshots.',
  ],
  ["sources snapshots --cloud openstack", "no image is made from snapshots. It has: volumes."],
  ["sources snapshots", "It has: volumes, servers, backups, objects."],
  [
    "sources volume",
    'there is no kind "volume". Did you mean volumes? Kinds: volumes, servers, backups, objects, snapshots.',
  ],
  ["sources volumes servers", "one kind at a time, or none for all"],
  ["sources --bucket exports", "sources objects --bucket NAME"],
  ["sources volumes --bucket exports", "sources objects --bucket NAME"],
  ["sources --name=", "--name is empty"],
  ["sources --nme=x", "Unknown option"],
])("`%s` is wrong usage", async (args, message) => {
  const { code, out, err } = await shell.run(args);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(message);
});

test("on the Swiss cloud there is no CSBS to ask, and a server needs a vault", async () => {
  oddStock(shell.cloud, "otc-swiss");
  const { code, out } = await shell.run("sources --cloud otc-swiss", { columns: 200 });
  expect(code).toBe(0);
  expect(out).not.toContain("CSBS");
  expect(out).toMatch(
    /Next: in the program, FullEcsImage with source: \{ instanceId: "[0-9a-f-]+", vaultId: "…" \}/,
  );
});

describe("on a terminal", () => {
  test.each([80, 120])(
    "of %d columns ids are whole, names are cut, and no other line is too long",
    async (columns) => {
      oddStock(shell.cloud, "otc");
      shell.cloud.addVolume({ name: `web-${"x".repeat(200)}` });
      shell.cloud.addVolume({ name: "数据盘-".repeat(20) });
      const { sources } = await json("");
      const { out } = await shell.run("sources", { columns });
      for (const { id } of sources) expect(out).toContain(id);
      const lines = out.split("\n").filter((line) => !line.startsWith("Next: "));
      expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
      expect(out).toMatch(/web-x+…/);
    },
  );

  test("each service has its table, its reasons below the rows, and the next step", async () => {
    shell.cloud.addVolume({ name: "plain", id: "aaaaaaaa-0000-4000-8000-000000000001" });
    shell.cloud.addVolume({ name: "attached", id: "aaaaaaaa-0000-4000-8000-000000000002", status: "in-use" });
    shell.cloud.addVolume({ name: "broken", id: "aaaaaaaa-0000-4000-8000-000000000003", status: "error" });
    shell.cloud.addVolume({
      name: "exporting",
      id: "aaaaaaaa-0000-4000-8000-000000000004",
      status: "uploading",
    });
    const { out } = await shell.run("sources volumes", { columns: 80 });
    expect(out.split("\n").slice(1)).toEqual([
      "",
      "Volumes, for VolumeImage",
      "ID                                    NAME         SIZE  STATE      IMAGE",
      "aaaaaaaa-0000-4000-8000-000000000001  plain      40 GiB  available  yes",
      "aaaaaaaa-0000-4000-8000-000000000002  attached   40 GiB  in-use     force",
      "aaaaaaaa-0000-4000-8000-000000000003  broken     40 GiB  error      no",
      "  is error and cannot be exported in this state: bring the volume back to the",
      "  state `available`",
      "aaaaaaaa-0000-4000-8000-000000000004  exporting  40 GiB  uploading  waits",
      "  force: it is in-use and cannot be exported in this state: stop the server and",
      "  detach the volume, or set `force: true`",
      "  waits: a create waits until what the state says is over",
      "Next: in the program, VolumeImage with volumeId:",
      '"aaaaaaaa-0000-4000-8000-000000000001"',
      "",
    ]);
  });

  test("a service with nothing in it says none", async () => {
    const { code, out } = await shell.run("sources --cloud zstack", { columns: 80 });
    expect(code).toBe(0);
    expect(out).toContain("Volume snapshots, for DataVolumeTemplate: none\n");
  });
});

test("in a pipe there is one table with the reasons in a column, and nothing is cut", async () => {
  const empty = await shell.run("sources --cloud zstack");
  expect(empty.out).toBe("ID  NAME  SIZE  STATE  IMAGE  WHY NOT\n");
  oddSnapshots(shell.cloud);
  const { out, err } = await shell.run("sources --cloud zstack");
  const [header, ...rows] = out.trimEnd().split("\n");
  expect(header).toMatch(/^ID +NAME +SIZE +STATE +IMAGE +WHY NOT$/);
  expect(rows).toHaveLength(4);
  expect(out).toMatch(
    /leaving and off .* no +is Deleting; it must be Ready; is Disabled; it must be Enabled\n/,
  );
  expect(err).toBe("");
  oddStock(shell.cloud, "otc");
  const several = await shell.run("sources");
  expect(several.out).toMatch(/^KIND +ID +NAME/);
  expect(several.out).toMatch(/^CSBS backup +[0-9a-f-]{36} +used +available +no +has already been used/m);
});

describe("settings", () => {
  test("no project is needed, and then Pulumi is not asked", async () => {
    expect((await shell.run("sources volumes")).code).toBe(0);
    expect(shell.pulumiCalls).toEqual([]);
  });

  test("the stack's cloud is the default, and a project without a stack is no obstacle", async () => {
    shell.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
    shell.pulumi.config = JSON.stringify({ "cloudimages:cloud": { value: "openstack" } });
    expect((await json("volumes")).cloud.name).toBe("openstack");
    shell.pulumi.config = {
      ok: false,
      stdout: "",
      stderr: "error: no stack selected; please use `pulumi stack select`\n",
    };
    const { code, err } = await shell.run("sources volumes --cloud otc");
    expect(code).toBe(0);
    expect(err).toMatch(/^Without the stack's configuration: .*no stack selected/);
    const asked = await shell.run("sources volumes --stack dev");
    expect([asked.code, asked.out]).toEqual([3, ""]);
  });

  test("a cloud that does not exist, or does not let one in, is said without a table", async () => {
    const unknown = await shell.run("sources --cloud nowhere");
    expect([unknown.code, unknown.out]).toEqual([3, ""]);
    expect(unknown.err).toContain('There is no cloud "nowhere"');
    shell.cloud.addFault({ route: "keystone.createToken", times: 9, kind: "status", status: 401 });
    const refused = await shell.run("sources --cloud openstack");
    expect([refused.code, refused.out]).toEqual([3, ""]);
  });
});

function widthOf(line: string): number {
  return [...line].reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 2 : 1), 0);
}

test("a misspelt key of the cloud's entry is told, beside what it leads to", async () => {
  const entry = {
    profile: "openstack",
    regoin_name: "r",
    auth: { auth_url: "https://k.example", usrname: "u" },
  };
  shell.write("clouds.yaml", JSON.stringify({ clouds: { otc: entry } }));
  const { code, out, err } = await shell.run("sources volumes");
  expect({ code, out }).toEqual({ code: 3, out: "" });
  expect(err).toContain('"regoin_name" is not read: did you mean region_name?\n');
  expect(err).toContain('"usrname" under auth is not read: did you mean username or user_name?\n');
  expect(err).toMatch(/The cloud "otc" of .* lacks a password \(set auth\.password in its entry/);
});
