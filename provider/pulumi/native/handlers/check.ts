import type * as messages from "@pulumi/pulumi/proto/provider_pb";
import { check as checkArgs } from "../../../lifecycle/check";
import { topOf } from "../../../lifecycle/import/argsInPlace";
import type { Props } from "../../../lifecycle/state/inputs";
import { printableIssues } from "../../printableIssues";
import { urnForMark } from "../../tokens";
import { definitionOf } from "../definitionOf";
import type { Session } from "../session";
import { received } from "../wire/received";
import { toStruct } from "../wire/toStruct";
import { withMaskedErrors } from "../withMaskedErrors";
import { assetIssues } from "./assetIssues";
import { checkResponse } from "./checkResponse";

/** Every documented rule, before anything is sent. What is secret among the arguments stays so. */
export async function check(
  request: messages.CheckRequest,
  { host }: Session,
): Promise<messages.CheckResponse> {
  const urn = request.getUrn();
  const { resource } = definitionOf(urn);
  const [before, news] = [received(request.getOlds()), received(request.getNews())];
  return withMaskedErrors(resource, { inputs: [news, before] }, async (mask) => {
    const call = { urn: urnForMark(urn) };
    const given = withoutHidden(news.values);
    const { inputs, failures } = checkArgs(resource, given, call, host, before.values);
    const assets = assetIssues(given);
    const others = failures.filter(
      (issue) => !assets.some(({ property }) => property === topOf(issue.property)),
    );
    return checkResponse(toStruct(inputs, news.secrets), [
      ...printableIssues(assets, (text) => text), // our own words, which an asset's field names would mask
      ...printableIssues(others, mask),
    ]);
  });
}

/** The dynamic form hides inputs under such names; of a program they are none, whichever way they come here. */
function withoutHidden(inputs: Props): Props {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !name.startsWith("__")));
}
