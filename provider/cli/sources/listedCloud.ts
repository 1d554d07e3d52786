import type { Cloud } from "../../clouds/cloud";
import type { ImageJobs } from "../../clouds/imageJobs";
import type { Templates } from "../../clouds/templates";
import { once } from "../../resources/preflight/once";
import type { Stock } from "./stock";

/** Whose objects were listed: those of a bucket whose keys begin so. */
export interface ListedPlace {
  readonly bucket: string;
  readonly prefix: string;
}

/**
 * The cloud as its lists show it: each read of one thing is answered out of the list of all. So the preflight of the resources, which
 * runs on it, says of thousands of sources what it would say of each, without a call for each. What does not concern the source
 * itself is left out: the quota is judged once for all (judge.ts), and a vault and a backup storage are chosen later.
 */
export function listedCloud(cloud: Cloud, stock: Stock, place?: ListedPlace): Cloud {
  const { imageJobs, templates } = cloud;
  return {
    ...cloud,
    showVolume: found(stock.volumes),
    ...(imageJobs && { imageJobs: listedJobs(cloud, imageJobs, stock, place) }),
    ...(templates && { templates: listedTemplates(templates, stock) }),
  };
}

function listedJobs(cloud: Cloud, jobs: ImageJobs, stock: Stock, place: ListedPlace | undefined): ImageJobs {
  const { bucket = "", prefix = "" } = place ?? {};
  const showObject = indexed(
    () => stock.objects(bucket, prefix),
    ({ key }) => key,
  );
  return {
    ...jobs,
    imageQuota: async () => undefined,
    vaultsOf: async () => [],
    showServer: found(stock.servers),
    showCbrBackup: found(stock.cbrBackups),
    showCsbsBackup: found(stock.csbsBackups),
    isSharedWithUs: async ({ projectId }) =>
      projectId !== undefined && projectId !== (await cloud.location()).projectId,
    showBucket: once((bucket, options) => jobs.showBucket(bucket, options)),
    ...(place && { showObject: (_, key) => showObject(key) }),
  };
}

function listedTemplates(templates: Templates, stock: Stock): Templates {
  const show = indexed(stock.snapshots, ({ uuid }) => uuid);
  return { ...templates, showSnapshot: show, backupStorages: async () => [] };
}

function found<Item extends { readonly id: string }>(
  list: () => Promise<{ readonly items: readonly Item[] }>,
) {
  return indexed(list, ({ id }) => id);
}

function indexed<Item>(
  list: () => Promise<{ readonly items: readonly Item[] }>,
  idOf: (item: Item) => string,
): (id: string) => Promise<Item | undefined> {
  let index: Promise<ReadonlyMap<string, Item>> | undefined;
  return async (id) => {
    index ??= list().then(({ items }) => new Map(items.map((item) => [idOf(item), item])));
    return (await index).get(id);
  };
}
