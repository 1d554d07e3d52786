import { z } from "zod";
import { type Caller, type CallOptions, type Flow, openCaller } from "../../../http/call";
import type { Clock } from "../../../http/clock";
import { CredentialsError, PermissionError } from "../../../http/errors";
import { unexpectedAnswer } from "../../../http/failures/protocolErrors";
import type { Transport } from "../../../http/transport";
import type { Bucket, StoredObject } from "../../imageJobs";
import { unlessNotFound } from "../../unlessNotFound";
import type { HuaweiSession } from "../auth/huaweiSession";
import { type ObsAddress, obsUrl } from "./obsAddress";
import { obsFailures, readingXml } from "./obsFailures";
import { obsLists } from "./obsLists";
import { obsSigning } from "./obsSigning";

/**
 * The headers of `HEAD` (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects): an absent class
 * is STANDARD.
 */
const storageClass = z
  .string()
  .optional()
  .transform((word) => word?.trim().toUpperCase() || "STANDARD");
const BucketHeaders = z.looseObject({
  "x-obs-bucket-location": z.string().optional(),
  "x-obs-storage-class": storageClass,
});
const ObjectHeaders = z.looseObject({
  "content-length": z.string().regex(/^\d+$/).transform(Number),
  "x-obs-storage-class": storageClass,
});

/** Reads the headers of buckets and objects of OBS, with `HEAD`, and lists them: the content of an object is never read. */
export function obsReads(
  session: HuaweiSession,
  override: string | undefined,
  transport: Transport,
  clock: Clock,
  { queue }: Flow,
) {
  const caller = openCaller(
    readingXml(transport),
    obsSigning(session),
    obsFailures,
    clock,
    queue && { queue },
  );
  const lists = obsLists(rightsFor(caller), async (bucket) =>
    bucket === undefined ? new URL(`${await session.endpoint("object")}/`) : (await address(bucket)).url,
  );
  return { showBucket, showObject, lists };

  async function showBucket(bucket: string, options?: CallOptions): Promise<Bucket | undefined> {
    const what = `look at bucket ${bucket}`;
    const headers = await head(what, await address(bucket), options);
    if (headers === undefined) return undefined;
    const answer = read(what, BucketHeaders, headers);
    return {
      region: answer["x-obs-bucket-location"] || undefined,
      storageClass: answer["x-obs-storage-class"],
    };
  }

  async function showObject(
    bucket: string,
    object: string,
    options?: CallOptions,
  ): Promise<StoredObject | undefined> {
    const what = `look at object ${bucket}:${object}`;
    const headers = await head(what, await address(bucket, object), options);
    if (headers === undefined) return undefined;
    const answer = read(what, ObjectHeaders, headers);
    return { sizeBytes: answer["content-length"], storageClass: answer["x-obs-storage-class"] };
  }

  async function address(bucket: string, object = ""): Promise<ObsAddress> {
    return obsUrl(await session.endpoint("object"), { bucket, object, isOverride: override !== undefined });
  }

  async function head(what: string, at: ObsAddress, options?: CallOptions): Promise<Headers | undefined> {
    const call = { what, method: "HEAD", ...at } as const;
    return (await unlessNotFound(rightsFor(caller).exchange(call, options)))?.headers;
  }
}

/** If the clock is right, a 403 is about the name, the keys or the rights: OBS has one status for all of them. */
function rightsFor(caller: Caller): Caller {
  const mend = (error: unknown) => {
    if (error instanceof CredentialsError && error.status === 403)
      throw new PermissionError(error.message, error);
    throw error;
  };
  return {
    call: (call, options) => caller.call(call, options).catch(mend),
    exchange: (call, options) => caller.exchange(call, options).catch(mend),
  };
}

type Headers = Readonly<Record<string, string>>;

function read<Answer>(what: string, shape: z.ZodType<Answer>, headers: Headers): Answer {
  const parsed = shape.safeParse(headers);
  if (parsed.success) return parsed.data;
  throw unexpectedAnswer(what, parsed.error);
}
