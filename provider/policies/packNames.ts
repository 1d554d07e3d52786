import { createRequire } from "node:module";
import path from "node:path";

/**
 * The names of a pack's policies, and those in its configuration. A rule is shown its own settings alone. But the engine sends a pack
 * all of its configuration (docs/vendors/pulumi.md#policy-packs), of which @pulumi/policy uses what it knows: so the messages between the
 * two are read when they are made and when they come.
 */
let policies: readonly { getName(): string }[] = [];
let configuration: { keys(): Iterable<string> } = new Map();

/** The names in the configuration that no policy of the pack has, and those that the policies have. */
export function packNames(): { readonly strange: readonly string[]; readonly known: readonly string[] } {
  const known = policies.map((policy) => policy.getName());
  const strange = [...configuration.keys()].filter((name) => name !== "all" && !known.includes(name));
  return { strange: known.length === 0 ? [] : strange.sort(), known };
}

/** The messages of the engine, as @pulumi/pulumi generates them. */
interface Messages {
  readonly AnalyzerInfo: { readonly prototype: Record<string, unknown> };
  readonly ConfigureAnalyzerRequest: { readonly prototype: Record<string, unknown> };
}

/** Reads along. What a later SDK does not have any more is left alone: then nothing is noticed, and nothing breaks. */
function readAlong({ AnalyzerInfo, ConfigureAnalyzerRequest }: Messages): void {
  const { setPoliciesList } = AnalyzerInfo.prototype;
  if (typeof setPoliciesList === "function") {
    AnalyzerInfo.prototype.setPoliciesList = function (this: unknown, list: typeof policies) {
      policies = list;
      return setPoliciesList.call(this, list);
    };
  }
  const { getPolicyconfigMap } = ConfigureAnalyzerRequest.prototype;
  if (typeof getPolicyconfigMap === "function") {
    ConfigureAnalyzerRequest.prototype.getPolicyconfigMap = function (this: unknown, ...args: unknown[]) {
      const map = getPolicyconfigMap.apply(this, args);
      if (map) configuration = map;
      return map;
    };
  }
}

/** The pack has its own @pulumi/policy, which may be another than ours. It runs in its folder. */
function messagesOf(file: string): Messages[] {
  try {
    const sdk = createRequire(file).resolve("@pulumi/policy");
    return [createRequire(sdk)("@pulumi/pulumi/proto/analyzer_pb")];
  } catch {
    return []; // not the folder of a pack
  }
}

const copies = [__filename, path.join(process.cwd(), "package.json")].flatMap(messagesOf);
for (const messages of new Set(copies)) readAlong(messages);
