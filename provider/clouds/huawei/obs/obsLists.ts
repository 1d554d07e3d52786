import { z } from "zod";
import type { Caller, CallOptions } from "../../../http/call";
import type { ListedBucket, ListedObject, SourcePages } from "../../sources/sourceLists";
import { sourcePages } from "../../sources/sourcePages";

/** An element that stands once, as text; see xmlAsJson.ts. */
const once = z.tuple([z.string()]).transform(([text]) => text);
/** An element with others in it, or with nothing. */
const listIn = <Shape extends z.ZodType>(shape: Shape) =>
  z.tuple([z.union([z.string().transform(() => undefined), shape])]).transform(([list]) => list);

/** `GET /` of the service ("Listing Buckets"). */
const BucketsAnswer = z.looseObject({
  ListAllMyBucketsResult: listIn(
    z.looseObject({
      Buckets: listIn(z.looseObject({ Bucket: z.array(z.unknown()).optional() })).optional(),
    }),
  ),
});
const WireBucket = z.looseObject({ Name: once, Location: once.optional().catch(undefined) });

/** `GET /` of a bucket ("Listing Objects in a Bucket"). The storage class is absent for STANDARD, as in the headers. */
const ObjectsAnswer = z.looseObject({
  ListBucketResult: listIn(
    z.looseObject({
      Contents: z.array(z.unknown()).optional(),
      IsTruncated: once.optional(),
      NextMarker: once.optional(),
    }),
  ),
});
const WireObject = z.looseObject({
  Key: once,
  Size: once.pipe(z.string().regex(/^\d+$/).transform(Number)),
  StorageClass: once.optional().transform((word) => word?.trim().toUpperCase() || "STANDARD"),
});

/** Lists buckets and objects of OBS (docs/vendors/open-telekom-and-huawei.md#lists-of-sources). `caller` reads XML as JSON. */
export function obsLists(caller: Caller, addressOf: (bucket?: string) => Promise<URL>) {
  return { buckets, objects };

  /** The answer has them all. */
  function buckets(options?: CallOptions): SourcePages<ListedBucket> {
    const read = ({ Name, Location }: z.output<typeof WireBucket>) => ({
      name: Name,
      region: Location || undefined,
    });
    return sourcePages({ shape: WireBucket, read }, async () => {
      const call = {
        what: "list buckets",
        method: "GET",
        url: await addressOf(),
        answer: BucketsAnswer,
      } as const;
      const items = (await caller.call(call, options)).ListAllMyBucketsResult?.Buckets?.Bucket ?? [];
      return { items, total: items.length };
    });
  }

  function objects(bucket: string, prefix: string, options?: CallOptions): SourcePages<ListedObject> {
    const read = ({ Key, Size, StorageClass }: z.output<typeof WireObject>) => ({
      key: Key,
      sizeBytes: Size,
      storageClass: StorageClass,
    });
    let marker = "";
    return sourcePages({ shape: WireObject, read, idOf: keyOf }, async ({ before }) => {
      const url = await addressOf(bucket);
      for (const [name, value] of Object.entries({ prefix, marker, "max-keys": "1000" }))
        if (value !== "") url.searchParams.set(name, value);
      const what = `list the objects of bucket ${bucket}`;
      const { ListBucketResult: page } = await caller.call(
        { what, method: "GET", url, answer: ObjectsAnswer },
        options,
      );
      const items = page?.Contents ?? [];
      marker = page?.NextMarker || keyOf(items.at(-1)) || "";
      return { items, total: page?.IsTruncated === "true" ? undefined : before + items.length };
    });
  }
}

function keyOf(item: unknown): string | undefined {
  return WireObject.safeParse(item).data?.Key;
}
