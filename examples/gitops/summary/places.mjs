// The cloud, the region and the project of an image, as far as a run knows them before the deployment.
import { isKnown } from "./values.mjs";

export function places(events, environment) {
  const config = events.find((event) => event.preludeEvent)?.preludeEvent.config ?? {};
  const configured = (key) => config[`cloudimages:${key}`];
  const providers = new Map();
  for (const { resourcePreEvent, resOutputsEvent } of events) {
    const { urn, type, old, new: now } = (resourcePreEvent ?? resOutputsEvent)?.metadata ?? {};
    if (type?.startsWith("pulumi:providers:")) providers.set(urn, (now ?? old)?.inputs ?? {});
  }

  return ({ old, new: now }) => {
    const state = now ?? old;
    const inputs = state?.inputs ?? {};
    const isElsewhere = old && now && old.inputs?.cloud !== now.inputs?.cloud;
    const outputs = (isElsewhere ? undefined : old?.outputs) ?? {};
    const provider = providers.get(state?.provider?.split("::").slice(0, 4).join("::")) ?? {};
    const meant = isKnown(inputs.__cloud) ? inputs.__cloud : {};
    const first = (...values) =>
      values.find((value) => isKnown(value) && value !== "" && value !== "[secret]");
    // The provider's word for a cloud that is made of variables alone
    const named = meant.entry === "environment" ? meant.profile : meant.entry;
    const cloud = first(named, inputs.cloud, provider.cloud, configured("cloud"), environment.OS_CLOUD);
    // Without a name of a cloud, the variables are the cloud.
    const variable = (name) => (cloud === undefined ? environment[name] : undefined);
    return {
      cloud: cloud ?? first(outputs.profile, provider.profile, configured("profile"), variable("OS_PROFILE")),
      region: first(
        meant.region,
        outputs.region,
        provider.region,
        configured("region"),
        variable("OS_REGION_NAME"),
      ),
      project: first(
        meant.project,
        outputs.projectId,
        provider.projectName ?? provider.projectId,
        configured("projectName") ?? configured("projectId"),
        variable("OS_PROJECT_NAME") ?? variable("OS_PROJECT_ID"),
      ),
    };
  };
}
