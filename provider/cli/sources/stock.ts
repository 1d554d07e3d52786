import type { Cloud } from "../../clouds/cloud";
import type { SourceLists, SourcePages } from "../../clouds/sources/sourceLists";
import { CloudError } from "../../http/errors";
import type { CommandContext } from "../commandContext";
import { reportIfSlow } from "../progress";

type Items<Name extends keyof SourceLists> =
  ReturnType<NonNullable<SourceLists[Name]>> extends SourcePages<infer Item> ? Item : never;

/** A list that was read to its end. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly unreadable: number;
}

/** The lists of a cloud. Each is read once, however many ask for it. */
export type Stock = {
  readonly [Name in Exclude<keyof SourceLists, "objects">]: () => Promise<Listed<Items<Name>>>;
} & { readonly objects: (bucket: string, prefix: string) => Promise<Listed<Items<"objects">>> };

const words = {
  volumes: "volumes",
  servers: "servers",
  cbrBackups: "CBR backups",
  csbsBackups: "CSBS backups",
  buckets: "buckets",
  objects: "objects",
  snapshots: "volume snapshots",
} as const satisfies Record<keyof SourceLists, string>;

export function stockOf(cloud: Cloud, context: CommandContext): Stock {
  const read = new Map<string, Promise<Listed<unknown>>>();
  const once = <Item>(key: string, list: keyof SourceLists, pages: () => SourcePages<Item>) => {
    const known = read.get(key) ?? readAll(cloud.name, words[list], pages, context);
    read.set(key, known);
    return known as Promise<Listed<Item>>;
  };
  const { sourceLists: lists } = cloud;
  return {
    volumes: () => once("volumes", "volumes", () => offered(lists.volumes, "volumes")()),
    servers: () => once("servers", "servers", () => offered(lists.servers, "servers")()),
    cbrBackups: () => once("cbrBackups", "cbrBackups", () => offered(lists.cbrBackups, "cbrBackups")()),
    csbsBackups: () => once("csbsBackups", "csbsBackups", () => offered(lists.csbsBackups, "csbsBackups")()),
    buckets: () => once("buckets", "buckets", () => offered(lists.buckets, "buckets")()),
    snapshots: () => once("snapshots", "snapshots", () => offered(lists.snapshots, "snapshots")()),
    objects: (bucket, prefix) =>
      once(`objects ${bucket} ${prefix}`, "objects", () => offered(lists.objects, "objects")(bucket, prefix)),
  };
}

function offered<List>(list: List | undefined, name: keyof SourceLists): List {
  if (list !== undefined) return list;
  throw new CloudError(`the cloud has no list of ${words[name]}`, { outcome: "not-sent" });
}

/** How long a list may be read until it is told how far it is. */
const TELL_MS = 2_000;

async function readAll<Item>(
  cloudName: string,
  what: string,
  pages: () => SourcePages<Item>,
  context: CommandContext,
): Promise<Listed<Item>> {
  const items: Item[] = [];
  let unreadable = 0;
  let told = context.clock.now();
  const reading = async () => {
    for await (const page of pages()) {
      items.push(...page.items);
      unreadable += page.unreadable;
      if (context.clock.now() - told < TELL_MS) continue;
      told = context.clock.now();
      context.say(`${items.length} ${what} …\n`);
    }
  };
  await reportIfSlow(context, `lists the ${what} of cloud "${cloudName}"`, reading());
  return { items, unreadable };
}
