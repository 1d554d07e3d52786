import { writeFileSync } from "node:fs";
import path from "node:path";
import type { LocalCloud } from "../../local-cloud";
import { testInWhole } from "../whole";
import { type SourceName, sources, tellJobs } from "./jobStory";

const all = (Object.keys(sources) as SourceName[]).filter((name) => name !== "volume");

describe.each(["otc", "huaweicloud"] as const)("on %s", (profile) => {
  const everyday = profile === "otc" ? test : testInWhole;

  everyday(
    "full-ECS from ECS / CSBS / CBR, and data image from object store: up, no change, drift, update, destroy",
    async () => {
      const { stack, cloud, expectOneImageEach } = await tellJobs({
        profile,
        sources: all,
        args: `tags: { team: "lab" }`,
      });
      const up = await stack.up();
      await expectOneImageEach();
      await stack.preview({ expectNoChanges: true });
      expect(up.text).toContain("is being made from server");
      const { imageIds } = (await stack.outputs()) as { imageIds: Record<string, string> };
      expect(Object.keys(imageIds).sort()).toEqual([...all].sort());
      for (const { id } of cloud.images()) cloud.patchImage(id, { name: "by hand" });
      const refresh = await stack.refresh();
      expect(refresh.text).toContain("~name");
      await stack.up();
      await stack.destroy();
      expect(cloud.images()).toEqual([]);
      expect(cloud.backups()).toHaveLength(3); // two given, one taken on the way: kept by default
    },
  );
});

test("plan-time validation: a wrong source, name, tag and size are told by preview, before anything is sent", async () => {
  const { stack, cloud } = await tellJobs({ sources: ["server"] });
  const uuid = "16369c5d-384d-4e64-b37a-56d898769362";
  const refusal = async (resource: string) => {
    stack.setProgram(`import { DataImage, FullEcsImage } from "pulumi-cloud-images";\n${resource}`);
    const preview = await stack.preview({ mayFail: true });
    expect(preview.code).not.toBe(0);
    return preview.text;
  };
  const mixed = `{ instanceId: "${uuid}", cbrBackupId: "${uuid}", vaultId: "${uuid}" } as never`;
  expect(await refusal(`new FullEcsImage("mixed", { source: ${mixed} });`)).toContain(
    "must be exactly one of instanceId, csbsBackupId and cbrBackupId; got instanceId and cbrBackupId",
  );
  const wrong = await refusal(`new DataImage("data", {
    source: { bucket: "No_Bucket", object: "a b" }, minDiskGiB: 4096, name: " x", tags: { "a=b": "c" } });`);
  for (const words of [
    "a bucket's name has 3 to 63",
    "an object's key has",
    "minDiskGiB",
    "neither starts nor ends with a space",
    "a tag's key has",
  ])
    expect(wrong).toContain(words);
  expect(cloud.requests()).toEqual([]);
});

testInWhole("on a cloud without such images, preview says where there are some", async () => {
  const { stack } = await tellJobs({ sources: ["data"], env: { OS_CLOUD: "openstack" } });
  const preview = await stack.preview({ mayFail: true });
  expect(preview.text).toContain("data images exist on Open Telekom Cloud and Huawei Cloud only");
});

test("failure reason shown: the job's words, its code, and what to do; then the next up makes the image", async () => {
  const { stack, cloud, expectOneImageEach } = await tellJobs({
    sources: ["data"],
    settings: { jobOutcome: "failed" },
  });
  const failed = await stack.up({ mayFail: true });
  expect(failed.text).toMatch(/job [0-9a-f]{32} failed: .*IMG\.0057/s);
  expect(failed.text).toContain("What to do: ");
  cloud.configure({ jobOutcome: "success" });
  await stack.up();
  await expectOneImageEach(2);
});

describe("each way to sign in makes images by jobs", () => {
  const ways = ["otc-aksk", "otc-aksk-temporary", "huaweicloud-agency", "huaweicloud-aksk-agency"] as const;
  testInWhole.each(ways)("%s", (entry) => signedIn(entry));

  testInWhole("a token", async () => {
    const { stack, cloud } = await tellJobs();
    const { auth_url, project_name } = cloud.credentials.otc.auth as Record<string, string>;
    const auth = { auth_url, project_name, token: await tokenOf(cloud) };
    const file = path.join(stack.project, "token.yaml");
    writeFileSync(file, JSON.stringify({ clouds: { token: { ...cloud.credentials.otc, auth } } }));
    const env = { OS_CLIENT_CONFIG_FILE: file, OS_CLOUD: "token" };
    await stack.up({ env });
    expect(cloud.images()).toHaveLength(3);
    await stack.destroy({ env: { OS_CLOUD: "otc" } });
    expect(cloud.images()).toEqual([]);
  });

  async function signedIn(entry: (typeof ways)[number]): Promise<void> {
    const profile = entry.startsWith("otc") ? "otc" : "huaweicloud";
    const project = entry.endsWith("agency") ? "cn-north-4_delegated" : undefined;
    const { stack, cloud, expectOneImageEach } = await tellJobs({
      profile,
      env: { OS_CLOUD: entry },
      ...(project === undefined ? {} : { project }),
    });
    await stack.up();
    await expectOneImageEach();
    await stack.destroy();
    expect(cloud.images()).toEqual([]);
  }
});

/** A token of the demo user, as his own tools would get it. */
async function tokenOf(cloud: LocalCloud): Promise<string> {
  const { username, password, user_domain_name, project_name, auth_url } = cloud.credentials.otc
    .auth as Record<string, string>;
  const user = { name: username, password, domain: { name: user_domain_name } };
  const answer = await fetch(`${auth_url}/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      auth: {
        identity: { methods: ["password"], password: { user } },
        scope: { project: { name: project_name } },
      },
    }),
  });
  return answer.headers.get("x-subject-token") ?? "";
}
