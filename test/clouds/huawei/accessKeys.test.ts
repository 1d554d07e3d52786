import { inspect } from "node:util";
import { type EntryName, type LocalCloud, startCloud } from "../../../local-cloud";
import { connect } from "../../../provider/clouds/connect";
import { resolveCloud } from "../../../provider/clouds/settings";
import { CredentialsError, explain } from "../../../provider/http/errors";
import { type VirtualClock, virtualClock } from "../../virtualClock";

const CANARY = "canary-secret-key";
let clock: VirtualClock;
let cloud: LocalCloud;
beforeEach(async () => {
  clock = virtualClock();
  cloud = await startCloud({ clock, secretKeys: { otc: CANARY }, settings: { strictSignatures: true } });
});
afterEach(() => cloud.close());

/** A connection by an entry of clouds.yaml, some of its credentials replaced. */
function open(name: EntryName, auth: Record<string, string> = {}) {
  const entry = cloud.credentials[name];
  const text = JSON.stringify({ clouds: { c: { ...entry, auth: { ...entry.auth, ...auth } } } });
  const readFile = (path: string) => (path === "/app/clouds.yaml" ? text : undefined);
  const settings = resolveCloud("c", { env: {}, stackConfig: {}, home: "/", cwd: "/app", readFile });
  const warnings: string[] = [];
  return Object.assign(
    connect(settings, clock, (warning) => warnings.push(warning)),
    { warnings },
  );
}

const wire = () => cloud.requests().map(({ route, status }) => `${route} ${status}`);

async function thrown(work: Promise<unknown>): Promise<CredentialsError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CredentialsError);
  return error as CredentialsError;
}

describe.each(["otc", "otc-swiss", "huaweicloud"] as const)("on %s", (profile) => {
  test.each(["aksk", "aksk-temporary"] as const)("%s finds the same place as a password", async (kind) => {
    expect(await open(`${profile}-${kind}`).location()).toEqual(await open(profile).location());
  });

  test("every call that an image's life takes is signed and accepted", async () => {
    const { id } = cloud.addVolume({ profile });
    const signedIn = open(`${profile}-aksk`);
    expect(await signedIn.showVolume(id)).toMatchObject({ id, status: "available" });
    const { imageId } = await signedIn.exportVolume({
      volumeId: id,
      imageName: "made by keys",
      force: false,
    });
    await clock.sleep(90_000);
    expect(await signedIn.imagesNamed("made by keys")).toMatchObject([{ id: imageId, status: "active" }]);
    const image = await signedIn.showImage(imageId);
    if (image === undefined) throw new Error("no image");
    const changed = await signedIn.changeImage(image, { name: "web", tags: { team: "a b" } }, "name");
    expect(changed).toMatchObject({ name: "web", tags: { team: "a b" } });
    expect(await signedIn.exactTags(changed)).toEqual({ team: "a b" });
    await signedIn.deleteImage(imageId, {});
    const routes = cloud.requests().map(({ route }) => route);
    expect(routes.filter((route) => route === "iam.listProjects")).toHaveLength(1);
    expect(routes).not.toContain("iam.createToken");
    expect(cloud.requests().every(({ status }) => status !== null && status < 300)).toBe(true);
  });
});

test("a project id in the settings needs no look-up, and every request names the project it is for", async () => {
  const projectId = (await open("otc-aksk").location()).projectId;
  cloud.clearRequests();
  const signedIn = open("otc-aksk", { project_id: projectId });
  await signedIn.imagesNamed("x");
  expect(cloud.requests().map(({ route, headers }) => [route, headers["x-project-id"]])).toEqual([
    ["ims.listImages", projectId],
  ]);
});

test("the project is looked up once for concurrent calls; a look-up that failed is repeated", async () => {
  const signedIn = open("otc-aksk");
  cloud.addFault({ route: "iam.listProjects", kind: "status", status: 400, times: 1 });
  await Promise.allSettled([signedIn.location(), signedIn.location()]);
  expect(wire()).toEqual(["iam.listProjects 400"]);
  await Promise.all([signedIn.location(), signedIn.imagesNamed("x"), signedIn.imagesNamed("y")]);
  expect(wire().filter((line) => line.startsWith("iam"))).toEqual([
    "iam.listProjects 400",
    "iam.listProjects 200",
  ]);
});

test("a project that the account does not have is an error that says what to set", async () => {
  const error = await thrown(open("otc-aksk", { project_name: "gone" }).location());
  expect(explain(error)).toContain(
    'find project "gone" of cloud "c": the account has no project of this name',
  );
  expect(explain(error)).toContain('What to do: name another one: set auth.project_name in the entry "c"');
});

describe("keys that are refused are tried once", () => {
  const projectId = "10000000000000000000000000000001";

  test.each<[string, EntryName, Record<string, string>, string]>([
    [
      "a wrong secret key",
      "otc-aksk",
      { secret_key: "wrong" },
      "the secret key does not belong to this access key",
    ],
    [
      "an unknown access key",
      "otc-aksk",
      { access_key: "AKUNKNOWN" },
      "the cloud does not know this access key",
    ],
    [
      "a wrong security token",
      "otc-aksk-temporary",
      { security_token: "wrong" },
      "temporary keys need their security token",
    ],
  ])("%s", async (_, entry, auth, hint) => {
    const error = await thrown(open(entry, { ...auth, project_id: projectId }).imagesNamed("x"));
    expect([error.status, error.code, error.hint?.startsWith(hint)]).toEqual([401, "APIGW.0301", true]);
    expect(wire()).toEqual(["ims.listImages 401"]);
    const atLookUp = await thrown(open(entry, auth).location());
    expect(atLookUp.hint).toBe(error.hint);
  });

  test("another account's project", async () => {
    const error = await open("otc-aksk", { project_id: "f".repeat(32) })
      .imagesNamed("x")
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "PermissionError", code: "APIGW.0310" });
  });
});

describe("a clock that is wrong", () => {
  test.each([-86_400, -1200, 1200, 86_400])(
    "%i s: it is set right once, with one warning",
    async (clockSkewSeconds) => {
      cloud.configure({ clockSkewSeconds });
      const { id } = cloud.addVolume();
      const signedIn = open("otc-aksk");
      await signedIn.showVolume(id);
      await signedIn.exportVolume({ volumeId: id, imageName: "x", force: false });
      expect(wire()).toEqual([
        "iam.listProjects 401",
        "iam.listProjects 200",
        "evs.showVolume 200",
        "evs.uploadImage 202",
      ]);
      const side = clockSkewSeconds > 0 ? "behind" : "ahead of";
      expect(signedIn.warnings).toEqual([
        `cloud "c": the clock of this machine is ${Math.abs(clockSkewSeconds) / 60} minutes ${side} the cloud's: requests are signed with the cloud's time. Set the clock right.`,
      ]);
    },
  );

  test("a create that was refused for it is sent again, and makes one image", async () => {
    const { id } = cloud.addVolume();
    const signedIn = open("otc-aksk");
    await signedIn.location();
    cloud.configure({ clockSkewSeconds: 3600 });
    await signedIn.exportVolume({ volumeId: id, imageName: "x", force: false });
    expect(wire().slice(1)).toEqual(["evs.uploadImage 401", "evs.uploadImage 202"]);
    expect(cloud.images()).toHaveLength(1);
  });

  test("many requests in flight are all set right by one warning", async () => {
    const signedIn = open("otc-aksk");
    await signedIn.location();
    cloud.configure({ clockSkewSeconds: 3600 });
    await Promise.all(Array.from({ length: 10 }, (_, n) => signedIn.imagesNamed(`x${n}`)));
    expect(signedIn.warnings).toHaveLength(1);
  });

  test("less than 15 minutes is accepted as it is", async () => {
    cloud.configure({ clockSkewSeconds: 800 });
    const signedIn = open("otc-aksk");
    await signedIn.location();
    expect([wire(), signedIn.warnings]).toEqual([["iam.listProjects 200"], []]);
  });

  test("wrong keys with a wrong clock are refused twice and no more", async () => {
    cloud.configure({ clockSkewSeconds: 3600 });
    const error = await thrown(open("otc-aksk", { secret_key: "wrong" }).location());
    expect(error.hint).toContain("the secret key does not belong to this access key");
    expect(wire()).toEqual(["iam.listProjects 401", "iam.listProjects 401"]);
  });
});

test("no secret stands in errors, warnings, the connection or the request log", async () => {
  const st = `${CANARY}-token`;
  const given = open("otc-aksk", { access_key: "AKUNKNOWN", secret_key: CANARY, security_token: st });
  const errors: unknown[] = [await thrown(given.location())];
  for (const kind of ["reset", "html", "unauthorized", "garbage"] as const) {
    cloud.addFault({ route: "*", kind, times: 99, ...(kind === "html" && { status: 502 }) } as never);
    errors.push(
      await open("otc-aksk")
        .location()
        .catch((reason: unknown) => reason),
    );
    cloud.clearFaults();
  }
  const seen = [given, given.warnings, cloud.requests(), ...errors].flatMap((thing) => [
    inspect(thing, { depth: null, showHidden: true }),
    JSON.stringify(thing),
    thing instanceof Error ? `${thing.stack} ${explain(thing)}` : "",
  ]);
  expect(seen.join("\n")).not.toContain(CANARY);
  expect(seen.join("\n")).not.toMatch(/Signature=[0-9a-f]/);
});
