import { logOf, ran, said, secret, step, urnOf } from "./fakeEngine";

const cloud = { entry: "otc", profile: "otc", region: "eu-de", project: "eu-de_lab", host: "iam" };
const args = {
  __cloud: cloud,
  __owner: "f989b085",
  volumeId: "v-1",
  name: "golden",
  tags: { team: "platform" },
};
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

test("each change has a row: what happens to which image, old and new values, where, and what it means for the images", () => {
  const old = { inputs: args, outputs: { sizeBytes: 8 * 2 ** 30 } };
  const events = logOf(
    ...step("same", "images-production", { old: {}, new: {}, type: "pulumi:pulumi:Stack" }),
    ...step("create", "base", {
      new: { inputs: { ...args, name: "base", timeouts: { create: "2h" } }, protect: true },
    }),
    ...step("update", "golden", { old, new: { inputs: { ...args, description: "new", tags: {} } } }),
    ...step("create-replacement", "app", {
      old,
      new: { inputs: { ...args, volumeId: "v-2" } },
      keys: ["volumeId"],
    }),
    ...step("replace", "app", { old, new: { inputs: { ...args, volumeId: "v-2" } }, keys: ["volumeId"] }),
    ...step("delete-replaced", "app", { old }),
    ...step("delete", "last", { old: { ...old, id: "i-9", retainOnDelete: true } }),
    ...step("same", "free", { old: { inputs: args, protect: true }, new: { inputs: args } }),
  );
  const { heading, rows, status, log } = ran({ events, text: "Previewing update (production):\n" });
  expect([status, log]).toEqual([0, "Previewing update (production):\n"]);
  expect(heading).toBe(
    "### ✅ Images of `production`: a deployment deletes 1 image, replaces 1 image, changes 1 image, creates 1 image",
  );
  const place = "`otc`<br>`eu-de`<br>`project eu-de_lab`";
  const kind = "`VolumeImage`";
  expect(rows).toEqual([
    [
      "🗑️ **delete**",
      `\`last\`<br>${kind}<br>let stand in the cloud (\`retainOnDelete\`)`,
      "`id`: `i-9`<br>`name`: `golden`",
      place,
      "",
      "",
    ],
    [
      "♻️ **replace**",
      `\`app\`<br>${kind}`,
      "`volumeId`: `v-1` → `v-2` ♻️",
      place,
      "",
      "a new image; then the old one (8.0 GiB) is deleted",
    ],
    [
      "✏️ update",
      `\`golden\`<br>${kind}`,
      "`tags.team`: `platform` → `–`<br>`description`: `–` → `new`",
      place,
      "",
      "no new image",
    ],
    [
      "➕ create",
      `\`base\`<br>${kind}<br>🔒 protected`,
      "`volumeId`: `v-1`<br>`name`: `base`<br>`tags.team`: `platform`<br>`timeouts.create`: `2h`",
      place,
      "",
      "a new image, waited for `2h` at most",
    ],
    ["keep", `\`free\`<br>${kind}<br>🔒 protected`, "`protect`: `true` → `false`", place, "", ""],
  ]);
});

test("a component that is deleted has no id to show", () => {
  const events = logOf(...step("delete", "red", { old: {}, type: "team:index:Red" }));
  expect(ran({ events }).rows[0]?.slice(1, 3)).toEqual(["`red`<br>`Red`", ""]);
});

test("two images of one name below different parents are two rows, and their parents tell them apart", () => {
  const team = (type: string, name: string) => ({
    type: `team:index:${type}`,
    urn: `urn:pulumi:production::images::team:index:${type}::${name}`,
  });
  const [red, blue] = [team("Red", "red"), team("Blue", "blue")];
  const events = logOf(
    ...step("same", "red", { old: {}, new: {}, type: red.type }),
    ...step("same", "blue", { old: {}, new: {}, type: blue.type }),
    ...step("create", "golden", { new: { inputs: args }, parent: red.urn, parents: red.type }),
    ...step("create", "golden", { new: { inputs: args }, parent: blue.urn, parents: blue.type }),
    said("warning", "the volume is attached", urnOf("golden", blue.type)),
  );
  const { rows, summary } = ran({ events });
  expect(rows.map(([, resource]) => resource)).toEqual([
    "`red` › `golden`<br>`VolumeImage`",
    "`blue` › `golden`<br>`VolumeImage`",
  ]);
  expect(summary).toContain("\n- ⚠️ `blue` › `golden`: `the volume is attached`\n");
});

test("no secret is shown: not that of an argument, nor what the engine's debug lines repeat; nobody else can read the log, and it goes", () => {
  const state = (text: string) => ({
    inputs: { ...args, description: secret, tags: { a: secret, b: text } },
  });
  const events = logOf(
    said("debug", "RegisterResource RPC finished: description,,,hunter2"),
    ...step("update", "golden", { old: { inputs: args }, new: state("plain") }),
    ...step("update", "other", {
      old: state("a"),
      new: state("a"),
      keys: ["description"],
      diffs: ["description", "__secret"],
    }),
  );
  const { rows, summary, log, eventLog } = ran({ events });
  expect(rows[0]?.[2]).toContain("`description`: `–` → `[secret]`");
  expect(rows[0]?.[2]).toContain("`tags.a`: `–` → `[secret]`<br>`tags.b`: `–` → `plain`");
  expect(rows[1]?.[2]).toBe("`description`: `[secret]` → `[secret]` ♻️"); // the engine says that it is another one
  expect(summary + log).not.toMatch(/hunter2|4dabf18193072939/);
  expect(eventLog).toEqual({ mode: "-rw-------", left: [] });
});

test.each(["preview", "drift"] as const)("a signal to %s.sh leaves no event log behind", (script) => {
  const { status, eventLog, summary } = ran({ script, events: logOf(), env: { ENGINE_STOPS: "true" } });
  expect([status, eventLog.left, summary]).toEqual([130, [], ""]);
});

test("a change that the engine finds in what is no argument is no line of an image that is gone on with; one of a secret in a map is", () => {
  const old = { inputs: { ...args, tags: { k: secret } }, initErrors: ["not finished after 60 min"] };
  const events = logOf(
    ...step("update", "golden", { old, new: { inputs: old.inputs }, diffs: ["status", "tags.k"] }),
  );
  const [row] = ran({ events }).rows;
  expect(row?.[0]).toBe("⏳ go on");
  expect(row?.[2]).toBe("`tags.k`: `[secret]` → `[secret]`");
});

test("what is known only after the deployment is said to be so", () => {
  const { rows } = ran({
    events: logOf(
      ...step("create", "golden", { new: { inputs: { volumeId: UNKNOWN, list: [UNKNOWN, secret] } } }),
    ),
  });
  expect(rows[0]?.[2]).toBe(
    '`volumeId`: `known after the deployment`<br>`list`: `["known after the deployment","[secret]"]`',
  );
});

describe("the heading tells", () => {
  const create = step("create", "golden", { new: { inputs: args } });
  const violation = (enforcementLevel: string) => ({
    policyEvent: {
      resourceUrn: urnOf("golden"),
      policyName: "require-tags",
      enforcementLevel,
      message: "Tags say who owns an image\ntags.team is missing. Add it\n",
    },
  });

  test("nothing to do", () => {
    expect(ran({ events: logOf() }).heading).toBe("### ✅ Images of `production`: nothing to deploy");
  });

  test("warnings, of the cloud and of policies, and each stands below it and at its image", () => {
    const events = logOf(
      violation("advisory"),
      ...create,
      said("warning", "volume v-1 is attached", urnOf("golden")),
      {
        policyAnalyzeSummaryEvent: { resourceUrn: urnOf("golden"), passed: ["no-force", "name-pattern"] },
      },
    );
    const { heading, summary, rows, status } = ran({ events });
    expect(heading).toBe("### ⚠️ Images of `production`: a deployment creates 1 image (2 warnings)");
    expect(summary).toContain(
      "\n- ⚠️ `golden`: `volume v-1 is attached`\n- ⚠️ `golden`, `require-tags`: `tags.team is missing. Add it`\n",
    );
    expect(rows[0]?.[4]).toBe("⚠️ `require-tags` (advisory)<br>✅ 2 passed");
    expect(status).toBe(0);
  });

  test("errors, without the engine's word that it has failed", () => {
    const events = logOf(violation("mandatory"), ...create, said("error", "preview failed"));
    const { heading, rows, status } = ran({ events, code: 255 });
    expect(heading).toBe("### ❌ Images of `production`: this cannot be deployed (1 error)");
    expect(rows[0]?.[4]).toBe("❌ `require-tags` (mandatory)");
    expect(status).toBe(255);
  });

  test("that a new image would be refused, which fails the preview, where the engine plans one", () => {
    const refused = said(
      "warning",
      'a new image would be refused: cloud "otc" has no volume v-1',
      urnOf("golden"),
    );
    const failed = ran({ events: logOf(...create, refused) });
    expect(failed.heading).toBe("### ❌ Images of `production`: this cannot be deployed (1 error)");
    expect([failed.status, failed.hasPlan]).toEqual([1, false]);
    const update = step("update", "golden", {
      old: { inputs: args },
      new: { inputs: { ...args, name: "other" } },
    });
    const passed = ran({ events: logOf(...update, refused) });
    expect(passed.heading).toBe("### ⚠️ Images of `production`: a deployment changes 1 image (1 warning)");
    expect([passed.status, passed.hasPlan]).toEqual([0, true]);
  });
});

test("the advice to remove `protect` from the program is replaced by ours, in the summary and below the log", () => {
  const urn = urnOf("golden");
  const message = `unable to replace resource "${urn}"\nas it is currently marked for protection. To unprotect the resource, remove the \`protect\` flag from the resource in your Pulumi program and run \`pulumi up\``;
  const { summary, log } = ran({ events: logOf(said("error", message, urn)), text: message, code: 1 });
  const [list = "", folded] = summary.split("<details>");
  expect(list).not.toContain("remove the");
  expect(list).toContain(
    `**What to do:** \`\` Leave \`protect\` in the program. Somebody with the key that can change the state frees this one image: \`\`<br>\`pulumi state unprotect '${urn}'\`<br>`,
  );
  expect(folded).toContain("    What to do: Leave `protect` in the program.");
  expect(log).toMatch(/remove the `protect` flag[\s\S]+\nWhat to do: Leave `protect` in the program\./);
});

test("an image that an earlier deployment has begun is gone on with; what others have changed or deleted in the cloud is told", () => {
  const unfinished = { inputs: args, initErrors: ["not finished after 60 min"] };
  const events = logOf(
    ...step("refresh", "begun", { old: unfinished, new: { inputs: { ...args, name: "creating-1" } } }),
    ...step("refresh", "golden", { old: { inputs: args }, new: { inputs: { ...args, name: "by hand" } } }),
    ...step("refresh", "lost", { old: { inputs: args }, new: null }),
    ...step("update", "begun", { old: { inputs: { ...args, name: "creating-1" } }, new: { inputs: args } }),
    ...step("update", "golden", { old: { inputs: { ...args, name: "by hand" } }, new: { inputs: args } }),
    ...step("create", "lost", { new: { inputs: args } }),
  );
  const { rows, heading } = ran({ events });
  expect(heading).toMatch(/a deployment changes 1 image, goes on with 1 image, creates 1 image$/);
  expect(rows.map(([action, resource]) => `${action} ${resource}`)).toEqual([
    "✏️ update `golden`<br>`VolumeImage`<br>✋ others have changed it in the cloud",
    "⏳ go on `begun`<br>`VolumeImage`",
    "➕ create `lost`<br>`VolumeImage`<br>✋ others have deleted it in the cloud",
  ]);
});

test("drift is shown as a table, with the state's values and the cloud's", () => {
  const changed = { old: { inputs: args }, new: { inputs: { ...args, name: "by hand" } } };
  const [announced] = step("refresh", "golden", { old: { inputs: args }, new: { inputs: args } });
  const [, ended] = step("update", "golden", changed); // as the engine calls the end of a refresh that finds something
  const { heading, rows, status } = ran({
    script: "drift",
    events: logOf(announced ?? {}, ended ?? {}),
    code: 7,
  });
  expect(heading).toBe("### ❌ Images of `production`: others have changed 1 image in the cloud");
  expect(rows).toEqual([
    [
      "✏️ changed",
      "`golden`<br>`VolumeImage`",
      "`name`: `golden` → `by hand`",
      "`otc`<br>`eu-de`<br>`project eu-de_lab`",
    ],
  ]);
  expect(status).toBe(7);
  expect(ran({ script: "drift", events: logOf() }).heading).toBe("### ✅ Images of `production`: no drift");
  const failed = ran({
    script: "drift",
    events: logOf(said("error", "the cloud does not answer")),
    code: 255,
  });
  expect(failed.heading).toBe("### ❌ Images of `production`: the check for drift has failed (1 error)");
});

test("a cloud that is made of variables alone is called by its kind", () => {
  const __cloud = { ...cloud, entry: "environment", profile: "otc-swiss" };
  const { rows } = ran({
    events: logOf(...step("create", "golden", { new: { inputs: { ...args, __cloud } } })),
  });
  expect(rows[0]?.[3]).toBe("`otc-swiss`<br>`eu-de`<br>`project eu-de_lab`");
});

test("an image of the plugin has its cloud from the provider's settings, the stack's, or the variables", () => {
  const type = "cloudimages:index:VolumeImage";
  const provider = step("same", "explicit", {
    old: {},
    new: { inputs: { cloud: "swiss", region: "eu-ch2" } },
    type: "pulumi:providers:cloudimages",
  });
  const create = (name: string, more = {}) =>
    step("create", name, { new: { inputs: { volumeId: "v" }, ...more }, type });
  const places = (events: object[], env = {}) => ran({ events, env }).rows.map(([, , , place]) => place);
  const own = { provider: `${urnOf("explicit", "", "pulumi:providers:cloudimages")}::id` };
  expect(places(logOf(...provider, ...create("a", own)))).toEqual(["`swiss`<br>`eu-ch2`"]);
  const [, ...rest] = logOf(...create("a"));
  expect(
    places([
      { preludeEvent: { config: { "cloudimages:cloud": "otc", "cloudimages:region": "[secret]" } } },
      ...rest,
    ]),
  ).toEqual(["`otc`"]);
  const variables = { OS_PROFILE: "otc", OS_REGION_NAME: "eu-de", OS_PROJECT_NAME: "eu-de_lab" };
  expect(places(logOf(...create("a")), variables)).toEqual(["`otc`<br>`eu-de`<br>`project eu-de_lab`"]);
  expect(places(logOf(...create("a")), { ...variables, OS_CLOUD: "team" })).toEqual(["`team`"]);
});
