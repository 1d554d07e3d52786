import { readFileSync } from "node:fs";
import path from "node:path";
import * as rules from "../../provider/policies";

const provider = path.resolve(__dirname, "../../provider");
const json = (file: string) => JSON.parse(readFileSync(path.join(provider, file), "utf8"));
const { policies, ...single } = rules;

it("the list has every rule once, under its own name in kebab-case", () => {
  const names = Object.keys(single).map((name) =>
    name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  );
  expect(Object.values(single).map(({ name }) => name)).toEqual(names);
  expect(new Set(policies)).toEqual(new Set(Object.values(single)));
  expect(policies).toHaveLength(names.length);
});

it.each(policies.map((policy) => [policy.name, policy] as const))(
  "%s says why, how to obey it, how severe it is, and what each setting means",
  (_name, { description, remediationSteps, enforcementLevel, severity, configSchema, tags }) => {
    expect(description).toMatch(/^[A-Z].*[^.]$/);
    expect(remediationSteps).toMatch(/^[A-Z].*[^.]$/);
    expect(["advisory", "mandatory"]).toContain(enforcementLevel);
    expect(severity).toBeDefined();
    expect(tags).not.toEqual([]);
    for (const setting of Object.values(configSchema?.properties ?? {})) {
      expect(setting.description).toMatch(/^[A-Z].*[^.]$/s);
    }
  },
);

it("rules that remediate come before those that only validate", () => {
  const remediations = policies.map((policy) => "remediateResource" in policy);
  expect(remediations.lastIndexOf(true)).toBeLessThan(remediations.indexOf(false));
});

it("the ready pack has the package's version, and an entry that is compiled", () => {
  const pack = json("policy-pack/package.json");
  const { version, files, exports } = json("package.json");
  expect(pack.version).toBe(version);
  expect(pack.main).toBe("../bin/policy-pack/index.js");
  expect(files).toEqual(
    expect.arrayContaining(["bin", "policy-pack/PulumiPolicy.yaml", "policy-pack/package.json"]),
  );
  expect(exports["./policies"].default).toBe("./bin/policies/index.js");
});
