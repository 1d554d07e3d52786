import { policies } from "../../provider/policies";
import { useClouds } from "./clouds";
import { imageCases } from "./imageCases";
import { judge, judgeStack } from "./judge";
import { stackCases } from "./stackCases";

useClouds();

it.each(imageCases.map((each) => [each.rule.name, each.kind, each] as const))(
  "%s lets a compliant %s pass, and says what is wrong with one that differs in one thing",
  (_name, kind, { rule, around, compliant, broken, says }) => {
    expect(judge(rule, kind, compliant, around)).toEqual([]);
    expect(judge(rule, kind, broken, around)).toEqual([expect.stringContaining(says)]);
  },
);

it.each(stackCases.map((each) => [each.rule.name, each] as const))(
  "%s lets a compliant stack pass, and says what is wrong with one that differs in one thing",
  (_name, { rule, config, compliant, broken, says }) => {
    expect(judgeStack(rule, compliant, config)).toEqual([]);
    expect(judgeStack(rule, broken, config)).toEqual([expect.stringContaining(says)]);
  },
);

it.each(imageCases.map((each) => [each.rule.name, each.kind, each] as const))(
  "%s never repeats what is wrong with a %s: it may be secret, and the engine does not say so",
  (_name, kind, each) => {
    const { rule, around, compliant, broken } = each;
    const said = judge(rule, kind, broken, around).join();
    const written = JSON.stringify([around, rule.remediationSteps]);
    const secret = textsIn(broken).filter(
      (text) => !textsIn(compliant).includes(text) && !written.includes(text),
    );
    for (const text of secret) expect(said).not.toContain(text);
  },
);

/** But the name of the cloud, which is that of an entry of clouds.yaml: every message says it. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value, ...value.split(/[=.]/).filter((part) => part !== "")];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "cloud" ? [] : textsIn(inner)));
}

const cases = [...imageCases, ...stackCases];

it.each(policies.map(({ name, configSchema }) => [name, Object.keys(configSchema?.properties ?? {})]))(
  "%s has such a case, and one for each of its settings %p",
  (name, settings) => {
    const own = cases.filter(({ rule }) => rule.name === name);
    expect(own).not.toEqual([]);
    const configured = own.flatMap((each) => Object.keys(configOf(each)));
    // What these two settings do is seen by mending: test/policies/mending.test.ts.
    const mending = ["defaults", "text"];
    expect(configured).toEqual(expect.arrayContaining([...settings].filter((key) => !mending.includes(key))));
  },
);

it("no case is broken in more than one thing", () => {
  const several = cases.filter(({ compliant, broken }) => differences(compliant, broken) !== 1);
  expect(several.map(({ rule, says }) => `${rule.name}: ${says}`)).toEqual([]);
});

function configOf(each: (typeof cases)[number]): object {
  return ("config" in each ? each.config : "around" in each ? each.around?.config : undefined) ?? {};
}

/** A part that only one of the two has counts once. */
function differences(one: unknown, other: unknown): number {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return one === other ? 0 : 1;
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].reduce((sum, key) => sum + differences(one[key as never], other[key as never]), 0);
}
