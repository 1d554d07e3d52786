import type { Cloud } from "../../clouds/cloud";
import type { Bucket, ImageJobs, StoredObject } from "../../clouds/imageJobs";
import type { CallOptions } from "../../http/call";
import { type Finding, wrong } from "./finding";
import type { ProbeResult } from "./probe";
import { noReuse, reuseForTheRun, sharedAnswer } from "./sharedCalls";

export interface Place {
  readonly bucket: string;
  readonly object: string;
}

/** The image file of a data image. If we may not read it that is only a note: IMS may be allowed to. */
export function probeObject(cloud: Cloud, jobs: ImageJobs, { bucket, object }: Place): ProbeResult {
  return [
    {
      subject: `bucket ${bucket}`,
      async run(options) {
        const { region } = await cloud.location();
        const isGood = (seen?: Bucket) =>
          seen !== undefined && judgeBucket(bucket, seen, region).length === 0;
        const seen = await sharedAnswer(
          cloud,
          `bucket ${bucket}`,
          (shared) => jobs.showBucket(bucket, shared),
          options,
          (seen) => (isGood(seen) ? reuseForTheRun : noReuse),
        );
        if (seen === undefined) return [wrong(`there is no bucket ${bucket}`)];
        return [
          ...judgeBucket(bucket, seen, region),
          {
            subject: `object ${bucket}:${object}`,
            async run(options) {
              const read = (shared: CallOptions) => jobs.showObject(bucket, object, shared);
              const stored = await sharedAnswer(cloud, `object ${bucket}:${object}`, read, options);
              return judgeObject(`${bucket}:${object}`, stored, seen);
            },
          },
        ];
      },
    },
  ];
}

/** IMG.0058 (docs/vendors/open-telekom-and-huawei.md#preconditions). */
export function judgeBucket(name: string, { region, storageClass }: Bucket, ours: string): Finding[] {
  const findings: Finding[] = [];
  if (region !== undefined && region !== ours) {
    findings.push(
      wrong(`bucket ${name} is in region ${region}; the image's is ${ours}, and they must be the same`),
    );
  }
  if (storageClass !== STANDARD) {
    findings.push(wrong(`bucket ${name} has the storage class ${storageClass}; it must be ${STANDARD}`));
  }
  return findings;
}

/** IMG.0057 and 0059. */
export function judgeObject(
  address: string,
  object: StoredObject | undefined,
  bucket: Pick<Bucket, "storageClass"> = { storageClass: STANDARD },
): Finding[] {
  if (object === undefined) return [wrong(`there is no object ${address}`)];
  const findings: Finding[] = [];
  // A storage class that the object inherits is reported for the bucket.
  if (object.storageClass !== STANDARD && object.storageClass !== bucket.storageClass) {
    findings.push(
      wrong(`object ${address} has the storage class ${object.storageClass}; it must be ${STANDARD}`),
    );
  }
  if (object.sizeBytes === 0) findings.push(wrong(`object ${address} is empty`));
  if (object.sizeBytes > MOST_GIB * 2 ** 30) {
    const size = Math.ceil(object.sizeBytes / 2 ** 30);
    findings.push(wrong(`object ${address} has ${size} GiB; an image file has at most ${MOST_GIB}`));
  }
  return findings;
}

const STANDARD = "STANDARD";
/** "128 GB" on the vendor's page. It may mean GB or GiB; what exceeds the larger one certainly fails. */
const MOST_GIB = 128;
