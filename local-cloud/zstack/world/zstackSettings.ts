import { z } from "zod";

const timeZone = z.string().refine(
  (name) => {
    try {
      return Boolean(new Intl.DateTimeFormat("en-US", { timeZone: name }));
    } catch {
      return false;
    }
  },
  { error: "no time zone of that name" },
);

/** How the local ZStack behaves (docs/vendors/zstack.md). */
export const zstackSettings = z.strictObject({
  /**
   * How long one backup storage takes for a template; the stores of a volume's jobs come one after another
   * (docs/vendors/zstack.md#creating-a-template).
   */
  templateSeconds: z.number().min(0),
  /**
   * Whether a job that could make some copies only says of which stores it could not; the open source does not
   * (docs/vendors/zstack.md#creating-a-template).
   */
  zstackTellsFailures: z.boolean(),
  /** From the 202 to the end of any other job. */
  zstackActionSeconds: z.number().min(0),
  /** How long a finished job can be asked for, from its start and not from its end (docs/vendors/zstack.md#jobs). */
  zstackJobKeptSeconds: z.number().min(0),
  /** Real seconds from the login, never scaled by `speed` (docs/vendors/zstack.md#sessions). */
  zstackSessionSeconds: z.number().min(0),
  /** How many sessions a user may have open (docs/vendors/zstack.md#sessions). */
  zstackSessionLimit: z.int().min(0),
  /**
   * The zone of the server: of the times it tells and of the wall clock it compares dates with
   * (docs/vendors/zstack.md#addresses-bodies-and-values, docs/vendors/zstack.md#access-key-signatures).
   */
  zstackTimeZone: timeZone,
  /**
   * `rest.checkTimeZone`: whether the zone in a signed date counts; else only its digits do
   * (docs/vendors/zstack.md#access-key-signatures).
   */
  zstackCheckTimeZone: z.boolean(),
  /** `image.deletionPolicy` (docs/vendors/zstack.md#update-delete-and-expunge). */
  zstackDeletionPolicy: z.enum(["Delay", "Direct", "Never", "DeleteReference"]),
  /**
   * `expungePeriod`: when what was deleted with `Delay` goes for good
   * (docs/vendors/zstack.md#update-delete-and-expunge).
   */
  zstackExpungeSeconds: z.number().min(0),
});

export type ZstackSettings = z.infer<typeof zstackSettings>;

export const zstackDefaults: ZstackSettings = {
  templateSeconds: 60,
  zstackTellsFailures: false,
  zstackActionSeconds: 1,
  zstackJobKeptSeconds: 10_800,
  zstackSessionSeconds: 7200,
  zstackSessionLimit: 500,
  zstackTimeZone: "Asia/Shanghai",
  zstackCheckTimeZone: false,
  zstackDeletionPolicy: "Delay",
  zstackExpungeSeconds: 259_200,
};
