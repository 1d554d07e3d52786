import type { EntryName } from "../../local-cloud";
import type { Check } from "../../provider/cli/doctor/check";
import { examine, installIn } from "./examine";
import { openShell, type Shell } from "./shell";

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  installIn(shell);
});

/** The rights in the doctor's report: "verdict name (action)". */
async function rightsOf(entry: EntryName) {
  const { code, report, checks } = await examine(shell, `--cloud ${entry}`);
  const rights = (report.checks as Check[]).filter(({ action }) => action !== undefined);
  return {
    code,
    checks,
    rights: rights.map(({ name, verdict, action }) => `${verdict} ${name} (${action})`),
  };
}

const onHuawei = [
  "ok list images (ims:images:list)",
  "ok read an image's tags (ims:images:list)",
  "ok list volumes (evs:volumes:list)",
  "ok show a volume (evs:volumes:get)",
  "untried export a volume (evs:volumes:uploadImage)",
  "untried tag and untag an image (ims:images:update)",
  "untried update and rename an image (ims:images:update)",
  "untried delete an image (ims:images:delete)",
  "untried make a full-ECS image (ims:wholeImages:create)",
  "untried make a data image (ims:dataImages:create)",
  "ok see how many images there may be (ims:quotas:get)",
];
const onHuaweicloud = [...onHuawei, "untried see the progress of a job (ims:imageJobs:getPercentage)"];

const onOpenstack = [
  "ok list images (get_images)",
  "ok show an image (get_image)",
  "ok list volumes (volume:get_all)",
  "ok show a volume (volume:get)",
  "ok read the reasons of failures (message:get_all)",
  "untried export a volume (volume_extension:volume_actions:upload_image)",
  "untried make the image of an export (add_image)",
  "untried fill the image of an export (upload_image)",
  "untried tag and untag an image (modify_image)",
  "untried update and rename an image (modify_image)",
  "untried publish an image, for `visibility: public` (publicize_image)",
  "untried delete an image (delete_image)",
];

test.each([
  ["otc", onHuawei],
  ["otc-swiss", onHuawei],
  ["huaweicloud", onHuaweicloud],
  ["openstack", onOpenstack],
] as const)(
  "on %s each right is checked, or named as not tried, and nothing is changed for that",
  async (profile, expected) => {
    shell.cloud.addVolume({ profile });
    shell.cloud.addImage({ profile });
    const { code, rights } = await rightsOf(profile);
    expect(rights).toEqual(expected);
    expect(code).toBe(0);
    const changing = shell.cloud
      .requests()
      .filter(({ method, route }) => method !== "GET" && !/createToken/.test(route ?? ""));
    expect(changing).toEqual([]);
  },
);

test("where nothing is listed, the right to show it is not tried, since a made-up id would prove nothing", async () => {
  const { code, checks } = await rightsOf("openstack");
  expect(checks.get("show an image")).toMatchObject({
    verdict: "untried",
    found: "not tried: no image is listed on which it could be tried",
  });
  expect(checks.get("show a volume")?.verdict).toBe("untried");
  expect(code).toBe(0);
});

test.each([
  ["otc", "evs.listVolumes", "list volumes", "evs:volumes:list"],
  ["otc", "evs.showVolume", "show a volume", "evs:volumes:get"],
  ["otc", "ims.listTags", "read an image's tags", "ims:images:list"],
  ["openstack", "glance.listImages", "list images", "get_images"],
  ["openstack", "cinder.showVolume", "show a volume", "volume:get"],
] as const)(
  "on %s a user who may not %s sees which right is missing, and which request was refused",
  async (profile, route, name, action) => {
    shell.cloud.addVolume({ profile });
    shell.cloud.addImage({ profile });
    shell.cloud.addFault({ route, times: 9, kind: "status", status: 403 });
    const { code, checks } = await rightsOf(profile);
    expect(code).toBe(1);
    const check = checks.get(name);
    expect(check).toMatchObject({
      verdict: "failed",
      action,
      requestId: expect.stringMatching(/./),
      whatToDo: `give the user the right to ${name} (${action})`,
    });
    expect(check?.found).toContain(`request ${check?.requestId}`);
    expect(checks.get("image service")?.verdict).toBe("ok");
    expect(checks.get("volume service")?.verdict).toBe("ok");
  },
);

test("a volume that is listed but not found is doubtful: Cinder refuses so", async () => {
  shell.cloud.addVolume({ profile: "openstack" });
  shell.cloud.addFault({ route: "cinder.showVolume", times: 9, kind: "status", status: 404 });
  const { code, checks } = await rightsOf("openstack");
  expect(checks.get("show a volume")).toMatchObject({
    verdict: "warning",
    found: expect.stringMatching(/this right is refused, or the volume was deleted meanwhile$/),
    whatToDo: expect.stringContaining("volume:get"),
  });
  expect(code).toBe(0);
});

test("a right without which an `up` works all the same is a warning", async () => {
  shell.cloud.addFault({ route: "cinder.listMessages", times: 9, kind: "status", status: 403 });
  const { code, checks } = await rightsOf("openstack");
  expect(checks.get("read the reasons of failures")).toMatchObject({
    verdict: "warning",
    found: expect.stringContaining("without it an export that fails cannot tell why"),
  });
  expect(code).toBe(0);
});

test("the text names each right as policies name it, and counts those that were not tried", async () => {
  const { out } = await shell.run("doctor");
  expect(out).toMatch(/^ok {7}list volumes \(evs:volumes:list\): allowed$/m);
  expect(out).toMatch(/^untried {2}delete an image \(ims:images:delete\): not tried, /m);
  expect(out).toContain("Rights that were not tried: 8. Compare their names, in brackets,");
});

test.each([
  ["otc", "te_admin"],
  ["openstack", "member, reader"],
] as const)("on %s the roles of the token are reported", async (profile, role) => {
  const { checks } = await rightsOf(profile);
  expect(checks.get("roles")).toMatchObject({ verdict: "ok", found: role });
});
