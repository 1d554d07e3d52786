import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidSettingsError, profileOf, resolveCloud } from "../../../provider/clouds/settings";
import { realSources } from "../../../provider/pulumi/program/sources";
import { stackOwner } from "../../../provider/pulumi/program/stackOwner";

let home: string;
let cwd: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "files-"));
  chmodSync(home, 0o755);
  cwd = join(home, "app");
  for (const folder of [cwd, join(home, ".config/openstack"), join(home, ".huaweicloud")])
    mkdirSync(folder, { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true }));

/** The ways in which a file can exist and yet not be readable. */
const unreadable: Record<string, (path: string) => void> = {
  "a folder (EISDIR)": (path) => mkdirSync(path),
  "round in a circle (ELOOP)": (path) => symlinkSync(path, path),
  "a link to what is not there": (path) => symlinkSync(`${path}.gone`, path),
  "no right to (EACCES)": (path) => {
    writeFileSync(path, "");
    chmodSync(path, 0);
  },
};

/** The superuser may read everything, so then another user tries. */
function asSomebody<Result>(act: () => Result): Result {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    return act();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

const entry = (project: string, more: object = {}) => ({
  clouds: {
    c: {
      ...more,
      auth: {
        auth_url: "https://k.example/v3",
        username: "u",
        user_domain_name: "D",
        password: "pw",
        project_name: project,
        project_domain_name: "D",
      },
    },
  },
});
const sources = (env: Record<string, string> = {}) => realSources({ env, cwd, home }, {});
const resolve = (env: Record<string, string> = {}) =>
  asSomebody(() => resolveCloud("c", sources(env)).projectName);
const elsewhere = () =>
  writeFileSync(join(home, ".config/openstack/clouds.yaml"), JSON.stringify(entry("another")));

describe.each(Object.entries(unreadable))("a file that is there and cannot be read: %s", (why, make) => {
  const refused = (path: string) =>
    expect.objectContaining({
      constructor: InvalidSettingsError,
      message: expect.stringMatching(
        new RegExp(`^${path} cannot be read: .*${why.replace(/[()]/g, "\\$&")}\\. .*take it away\\.$`),
      ),
    });
  const failure = (act: () => unknown): unknown => {
    try {
      asSomebody(act);
    } catch (error) {
      return error;
    }
    throw new Error("expected a failure");
  };

  test.each(["clouds.yaml", "clouds.yml", "clouds.json", "secure.yaml"])(
    "%s is refused, instead of another file that knows the entry",
    (name) => {
      elsewhere();
      expect(resolve()).toBe("another");
      make(join(cwd, name));
      expect(failure(() => resolve())).toEqual(refused(join(cwd, name)));
    },
  );

  test("so is one that OS_CLIENT_CONFIG_FILE or OS_CLIENT_SECURE_FILE names", () => {
    elsewhere();
    const path = join(home, "own.yaml");
    make(path);
    for (const name of ["OS_CLIENT_CONFIG_FILE", "OS_CLIENT_SECURE_FILE"])
      expect(failure(() => resolve({ [name]: path }))).toEqual(refused(path));
  });

  test("so is a certificate, and Huawei's files, also the one that nobody named", () => {
    const path = join(home, "own");
    make(path);
    writeFileSync(join(cwd, "clouds.yaml"), JSON.stringify(entry("p", { cacert: path })));
    expect(failure(() => resolve())).toEqual(refused(path));
    const standard = join(home, ".huaweicloud/credentials");
    make(standard);
    const region = { HW_REGION_NAME: "cn-north-4" };
    expect(failure(() => resolveCloud(undefined, sources(region)))).toEqual(refused(standard));
    for (const name of ["HW_SHARED_CONFIG_FILE", "HUAWEICLOUD_SDK_CREDENTIALS_FILE"])
      expect(failure(() => resolveCloud(undefined, sources({ ...region, [name]: path })))).toEqual(
        refused(path),
      );
  });

  test("one that nothing needs is not read", () => {
    make(join(cwd, "clouds.yaml"));
    const env = { OS_AUTH_URL: "https://k.example/v3" };
    expect(asSomebody(() => profileOf(undefined, sources(env)))).toBe("openstack");
  });

  test.each(["Pulumi.dev.yaml", "Pulumi.yaml"])(
    "%s is refused: without the salt another owner would have the images",
    (name) => {
      const stack = { organization: "acme", project: "web", stack: "dev" };
      make(join(cwd, name));
      expect(failure(() => stackOwner(stack, cwd))).toEqual(refused(join(cwd, name)));
    },
  );
});

test("a folder that may not be searched hides whether the file is there: refused", () => {
  writeFileSync(join(home, "clouds.yaml"), "");
  const hidden = join(home, ".config/openstack");
  elsewhere();
  chmodSync(hidden, 0);
  expect(() => resolve()).toThrow(
    `${hidden}/clouds.yaml cannot be read: this user has no right to (EACCES).`,
  );
});

test("the home of another user, which may not be searched, is refused too, and HOME is named", () => {
  const strange = join(home, "strange");
  mkdirSync(strange, { mode: 0 });
  writeFileSync(join(cwd, "secure.yaml"), "");
  const act = () => resolveCloud("c", realSources({ env: {}, cwd, home: strange }, {}));
  expect(() => asSomebody(act)).toThrow(
    `${strange}/.config/openstack/clouds.yaml cannot be read: this user has no right to (EACCES). It is not passed over, because another file would then be used in its place. Mend it, set HOME where that is another user's, or take it away.`,
  );
  chmodSync(strange, 0o700);
});

test("what is not there is absent, also below what is no folder", () => {
  elsewhere();
  writeFileSync(join(home, "file"), "");
  expect(resolve({ XDG_CONFIG_HOME: join(home, "file"), XDG_CONFIG_DIRS: join(home, "none") })).toBe(
    "another",
  );
});

test.each([
  ["Latin-1", (text: string) => Buffer.from(text.replace("another", "Zür-dev"), "latin1")],
  ["UTF-16", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
])("a clouds.yaml in %s is refused, instead of signing in with other characters", (_, bytes) => {
  writeFileSync(join(cwd, "clouds.yaml"), bytes(JSON.stringify(entry("another"))));
  expect(() => resolve()).toThrow(InvalidSettingsError);
});

test("a value that is not UTF-8 is named, but not shown", () => {
  writeFileSync(join(cwd, "clouds.yaml"), Buffer.from(JSON.stringify(entry("Z\u00fcr")), "latin1"));
  expect(() => resolve()).toThrow(
    "projectName (clouds.yaml (~/app/clouds.yaml)) is not text in UTF-8, so that nobody can tell what is meant. Write it in UTF-8.",
  );
});
