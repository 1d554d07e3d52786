import {
  AnalyzerInfo,
  ConfigureAnalyzerRequest,
  PolicyConfig,
  PolicyInfo,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { policies, policyConfiguration } from "../../provider/policies";
import { judgeStack } from "./judge";

/** As @pulumi/policy does it: it tells the engine of its policies, and reads the configuration that comes. */
function packWith(names: readonly string[], configured: readonly string[]): void {
  new AnalyzerInfo().setPoliciesList(
    names.map((name) => {
      const info = new PolicyInfo();
      info.setName(name);
      return info;
    }),
  );
  const request = new ConfigureAnalyzerRequest();
  for (const name of configured) request.getPolicyconfigMap().set(name, new PolicyConfig());
  const received = ConfigureAnalyzerRequest.deserializeBinary(request.serializeBinary());
  received.getPolicyconfigMap();
}

const reports = () => judgeStack(policyConfiguration, []);

it("nothing is said of a pack that is not configured, or whose configuration has the names of its policies", () => {
  expect(reports()).toEqual([]);
  packWith(["no-force", "require-tags"], []);
  expect(reports()).toEqual([]);
  packWith(["no-force", "require-tags"], ["require-tags", "no-force", "all"]);
  expect(reports()).toEqual([]);
});

it("a misspelt name is reported with the name that is meant, and with all names of the pack, a team's own among them", () => {
  packWith(["expires", "require-tags"], ["require-tags", "expire", "requireTag"]);
  const choices = "(known: expires, require-tags)";
  const fix = "Write the name as the pack has it, or take the entry out of the configuration";
  expect(reports()).toEqual([
    `the pack has no policy "expire": did you mean expires? ${choices}. ${fix}`,
    `the pack has no policy "requireTag": did you mean require-tags? ${choices}. ${fix}`,
  ]);
});

it("a name that is like none is reported with those that there are; a rule of the package that the pack lacks is none of them", () => {
  packWith(["require-tags"], ["costs"]);
  expect(reports()).toEqual([
    expect.stringMatching(/^the pack has no policy "costs"; known: require-tags\. /),
  ]);
  packWith(["require-tags"], ["no-force"]);
  expect(reports()).toEqual([expect.stringContaining('no policy "no-force"; known: require-tags')]);
});

it("every policy of the package can be configured", () => {
  const names = policies.map(({ name }) => name);
  packWith(names, names);
  expect(reports()).toEqual([]);
});
