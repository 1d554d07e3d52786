import { resolveCloud, type Sources } from "../../../../provider/clouds/settings";

const HOME = "/home/ann/.config/openstack";

function given(files: Record<string, string>, rest: Partial<Sources> = {}): Sources {
  return {
    env: {},
    readFile: (path) => files[path],
    home: "/home/ann",
    cwd: "/srv/app",
    stackConfig: {},
    ...rest,
  };
}

/** A file with the one entry `c`, whose project shows which file it is. */
const file = (project: string) =>
  `clouds: {c: {auth: {auth_url: "https://k.example/v3", username: u, user_domain_name: D, password: pw, project_name: ${project}}}}`;

const projectOf = (sources: Sources) => resolveCloud("c", sources).projectName;

describe("where clouds.yaml is searched for", () => {
  // The order of openstacksdk 4.22.0, printed from openstack.config.loader.CONFIG_FILES.
  const ORDER = ["/srv/app", HOME, "/etc/xdg/openstack", "/etc/openstack"].flatMap((folder) =>
    ["yaml", "yml", "json"].map((suffix) => `${folder}/clouds.${suffix}`),
  );

  test.each(ORDER.map((path, index) => [path, index] as const))(
    "%s wins over all that follow it",
    (_, index) => {
      const files = Object.fromEntries(ORDER.slice(index).map((path, n) => [path, file(`p${n}`)]));
      expect(projectOf(given(files))).toBe("p0");
    },
  );

  test("OS_CLIENT_CONFIG_FILE comes first; it may begin with ~ or be relative", () => {
    const files = {
      "/srv/app/clouds.yaml": file("other"),
      "/home/ann/x.yaml": file("tilde"),
      "/srv/app/x.yaml": file("near"),
    };
    expect(projectOf(given(files, { env: { OS_CLIENT_CONFIG_FILE: "~/x.yaml" } }))).toBe("tilde");
    expect(projectOf(given(files, { env: { OS_CLIENT_CONFIG_FILE: "x.yaml" } }))).toBe("near");
  });

  test("a missing OS_CLIENT_CONFIG_FILE is an error, not another cloud of the same name", () => {
    const sources = given(
      { "/srv/app/clouds.yaml": file("other") },
      { env: { OS_CLIENT_CONFIG_FILE: "/gone.yaml" } },
    );
    expect(() => projectOf(sources)).toThrow("OS_CLIENT_CONFIG_FILE names /gone.yaml, which cannot be read.");
  });

  test("XDG_CONFIG_HOME, each of XDG_CONFIG_DIRS and a snap's real home are searched", () => {
    expect(
      projectOf(given({ "/xdg/openstack/clouds.yaml": file("xdg") }, { env: { XDG_CONFIG_HOME: "/xdg" } })),
    ).toBe("xdg");
    expect(
      projectOf(given({ "/b/openstack/clouds.yaml": file("b") }, { env: { XDG_CONFIG_DIRS: "/a:/b" } })),
    ).toBe("b");
    const snap = given(
      { "/home/real/.config/openstack/clouds.yaml": file("snap") },
      { env: { SNAP_REAL_HOME: "/home/real" } },
    );
    expect(projectOf(snap)).toBe("snap");
  });

  test("on macOS the user's Library comes before ~/.config", () => {
    const files = {
      "/home/ann/Library/Application Support/openstack/clouds.yaml": file("library"),
      [`${HOME}/clouds.yaml`]: file("config"),
    };
    expect(projectOf(given(files, { platform: "darwin" }))).toBe("library");
    expect(projectOf(given(files))).toBe("config");
  });

  test("the first file that exists ends the search, even when it is empty or lacks the entry", () => {
    for (const first of ["", "clouds: {other: {}}"]) {
      const files = { "/srv/app/clouds.yaml": first, [`${HOME}/clouds.yaml`]: file("p") };
      expect(() => projectOf(given(files))).toThrow('There is no cloud "c"');
    }
  });

  test("a JSON file is read as well", () => {
    const json = JSON.stringify({
      clouds: {
        c: {
          auth: {
            auth_url: "https://k.example",
            username: "u",
            user_domain_name: "D",
            password: "pw",
            project_name: "j",
          },
        },
      },
    });
    expect(projectOf(given({ "/srv/app/clouds.json": json }))).toBe("j");
  });
});

describe("secure.yaml", () => {
  const open =
    "clouds: {c: {auth: {auth_url: https://k.example, username: u, user_domain_name: D, project_name: p, password: old}}}";

  test("is merged over clouds.yaml, value by value, and each value keeps its file", () => {
    const settings = resolveCloud(
      "c",
      given({
        "/srv/app/clouds.yaml": open,
        [`${HOME}/secure.yaml`]: "clouds: {c: {auth: {password: new}}}",
      }),
    );
    expect(settings.credentials).toMatchObject({ kind: "password" });
    expect(settings.credentials.kind === "password" && settings.credentials.password.reveal()).toBe("new");
    expect(settings.sources.password).toBe("secure.yaml (~/.config/openstack/secure.yaml)");
    expect(settings.sources.userName).toBe("clouds.yaml (/srv/app/clouds.yaml)");
  });

  test("may hold a whole entry of its own", () => {
    expect(projectOf(given({ "/etc/openstack/secure.yaml": file("secure") }))).toBe("secure");
  });

  test("OS_CLIENT_SECURE_FILE comes first, and must exist", () => {
    const files = {
      "/srv/app/clouds.yaml": open,
      "/srv/app/secure.yaml": file("near"),
      "/s.yaml": file("far"),
    };
    expect(projectOf(given(files, { env: { OS_CLIENT_SECURE_FILE: "/s.yaml" } }))).toBe("far");
    expect(() => projectOf(given(files, { env: { OS_CLIENT_SECURE_FILE: "/gone" } }))).toThrow(
      "OS_CLIENT_SECURE_FILE names /gone",
    );
  });
});

describe("a file that cannot be used", () => {
  test.each([
    ["an open bracket", "clouds:\n  c: [hunter2", "bad indent at line 2, column 14"],
    ["a tab", "clouds:\n\tc: hunter2", "tab as indent at line 2, column 1"],
    ["an open quote", 'clouds:\n  c: "hunter2', "missing char at line 2"],
    ["a forbidden first letter", "a:\n  b: @hunter2", "bad scalar start at line 2, column 6"],
    ["an alias to nothing", "clouds: *hunter2", "an alias (*name) in it cannot be resolved"],
  ])("names file and line, and does not quote it: %s", (_, text, expected) => {
    const sources = given({ [`${HOME}/clouds.yaml`]: text });
    const message = messageOf(() => projectOf(sources));
    expect(message).toContain(`clouds.yaml (~/.config/openstack/clouds.yaml) is not valid YAML: ${expected}`);
    expect(message).not.toContain("hunter2");
  });

  test.each([
    ["hunter2", 'must be a mapping with the key "clouds"'],
    ["clouds: [hunter2]", 'must be a mapping with the key "clouds"'],
    ["clouds: {c: hunter2}", "It must be a mapping of keys to values"],
    ["clouds: {c: {auth: hunter2}}", '"auth" has a value of the wrong kind'],
    ["clouds: {c: {auth: {password: {x: hunter2}}}}", '"auth.password" has a value of the wrong kind'],
    ["clouds: {c: {regions: [{name: a, valus: hunter2}]}}", '"regions.0" has a value of the wrong kind'],
  ])("is refused with the part that has the wrong shape: %s", (text, expected) => {
    const message = messageOf(() => projectOf(given({ "/srv/app/clouds.yaml": text })));
    expect(message).toContain(expected);
    expect(message).toContain("/srv/app/clouds.yaml");
    expect(message).not.toContain("hunter2");
  });

  test("a broken entry does not disturb the others", () => {
    const text = file("p").replace("clouds: {", "clouds: {broken: 1, ");
    expect(projectOf(given({ "/srv/app/clouds.yaml": text }))).toBe("p");
  });
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("expected an error");
}
