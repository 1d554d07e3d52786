import { policies, policyConfiguration } from "../../provider/policies";
import { useClouds } from "./clouds";
import { imageCases } from "./imageCases";
import { forms, judge, judgeStack } from "./judge";
import { stackCases } from "./stackCases";

useClouds();

describe.each(forms)("in the %s form", (form) => {
  it.each(imageCases.map((each) => [each.rule.name, each.kind, each] as const))(
    "%s lets a compliant %s pass, and reports what is wrong with one that differs in one thing",
    (_name, kind, { rule, setup, compliant, broken, says }) => {
      expect(judge(rule, kind, compliant, { ...setup, form })).toEqual([]);
      expect(judge(rule, kind, broken, { ...setup, form })).toEqual([expect.stringContaining(says)]);
    },
  );

  it.each(stackCases.map((each) => [each.rule.name, each] as const))(
    "%s lets a compliant stack pass, and reports what is wrong with one that differs in one thing",
    (_name, { rule, config, compliant, broken, says }) => {
      expect(judgeStack(rule, compliant, config, form)).toEqual([]);
      expect(judgeStack(rule, broken, config, form)).toEqual([expect.stringContaining(says)]);
    },
  );
});

it.each(imageCases.map((each) => [each.rule.name, each.kind, each] as const))(
  "%s never repeats the wrong value of a %s: it may be secret, which the engine does not show",
  (_name, kind, each) => {
    const { rule, setup, compliant, broken } = each;
    const report = judge(rule, kind, broken, setup).join();
    const written = JSON.stringify([setup, rule.remediationSteps]);
    const secret = textsIn(broken).filter(
      (text) => !textsIn(compliant).includes(text) && !written.includes(text),
    );
    for (const text of secret) expect(report).not.toContain(text);
  },
);

/** Except the name of the cloud, an entry of clouds.yaml, which every message names. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value, ...value.split(/[=.]/).filter((part) => part !== "")];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "cloud" ? [] : textsIn(inner)));
}

const cases = [...imageCases, ...stackCases];

/** It judges no image, but the pack's configuration: test/policies/policyConfiguration.test.ts. */
const ofImages = policies.filter((policy) => policy !== policyConfiguration);

it.each(ofImages.map(({ name, configSchema }) => [name, Object.keys(configSchema?.properties ?? {})]))(
  "%s has such a case, and one for each of its settings %p",
  (name, settings) => {
    const own = cases.filter(({ rule }) => rule.name === name);
    expect(own).not.toEqual([]);
    const configured = own.flatMap((each) => Object.keys(configOf(each)));
    // The effect of these two settings is tested in test/policies/remediation.test.ts.
    const remediations = ["defaults", "text"];
    expect(configured).toEqual(
      expect.arrayContaining([...settings].filter((key) => !remediations.includes(key))),
    );
  },
);

it("no case is broken in more than one thing", () => {
  const several = cases.filter(({ compliant, broken }) => differences(compliant, broken) !== 1);
  expect(several.map(({ rule, says }) => `${rule.name}: ${says}`)).toEqual([]);
});

function configOf(each: (typeof cases)[number]): object {
  return ("config" in each ? each.config : "setup" in each ? each.setup?.config : undefined) ?? {};
}

/** A part that only one of the two has counts as one difference. */
function differences(one: unknown, other: unknown): number {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return one === other ? 0 : 1;
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].reduce((sum, key) => sum + differences(one[key as never], other[key as never]), 0);
}
