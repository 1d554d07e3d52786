import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rights } from "../../provider/cli/doctor/rights/rights";

interface Policy {
  readonly Version: string;
  readonly Statement: readonly { readonly Effect: string; readonly Action: readonly string[] }[];
}

const page = readFileSync(join(__dirname, "../../docs/connecting.md"), "utf8");

const creates = {
  VolumeImage: /^evs:/,
  FullEcsImage: /^ims:wholeImages:/,
  DataImage: /^ims:dataImages:/,
} as const;

/** What a create of one of the resources alone asks for. */
const special = (action: string) => Object.values(creates).some((create) => create.test(action));

test.each(Object.entries(creates))(
  "the least policy of a %s allows each right that doctor asks about, and no other of those two services that could change anything",
  (resource, own) => {
    const needed = rights.otc
      .map(({ action }) => action)
      .filter((action) => !special(action) || own.test(action));
    const policy = policyOf(resource);
    const allowed = policy.Statement.flatMap(({ Action }) => Action);
    expect(policy.Version).toBe("1.1");
    expect([...new Set(needed)].filter((action) => !allowed.includes(action))).toEqual([]);
    const beyond = allowed.filter((action) => !needed.includes(action) && /^(ims|evs):/.test(action));
    expect(beyond.filter((action) => !/:(get|list)$/.test(action))).toEqual([]);
    expect(allowed.filter((action) => action.includes("*"))).toEqual([]);
  },
);

test("the page names each rule that OpenStack, and each call that ZStack, asks about", () => {
  const named = [...rights.openstack, ...rights.zstack].filter(
    ({ action }) => !page.includes(`\`${action}\``),
  );
  expect(named.map(({ action }) => action)).toEqual([]);
});

test("the role of ZStack allows each call that doctor asks about, and no other", () => {
  const { params } = jsonOf<{ params: { statements: { effect: string; actions: string[] }[] } }>(
    "DataVolumeTemplate",
  );
  const allowed = params.statements.flatMap(({ actions }) =>
    actions.map((name) => name.replace(/^.*\.API|Msg$/g, "")),
  );
  expect(allowed.sort()).toEqual(rights.zstack.map(({ action }) => action).sort());
});

test("the access rules of OpenStack allow the calls of the image and the volume service, and name each once", () => {
  const rules = jsonOf<{ service: string; method: string; path: string }[]>("VolumeImage on OpenStack");
  const calls = rules.map(({ service, method, path }) => `${service} ${method} ${path}`);
  expect(new Set(calls).size).toBe(calls.length);
  const served = [
    "PATCH /v2/images/*",
    "DELETE /v2/images/*",
    "POST /v3/*/volumes/*/action",
    "GET /v3/*/messages",
  ];
  for (const call of served) expect(calls.some((rule) => rule.endsWith(` ${call}`))).toBe(true);
});

const policyOf = (name: string) => jsonOf<Policy>(name);

function jsonOf<Form>(name: string): Form {
  const block = page.split(`<!-- policy: ${name} -->\n\`\`\`json\n`)[1] ?? "";
  return JSON.parse(block.split("```")[0] ?? "");
}
