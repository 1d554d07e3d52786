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

/** How the local ZStack behaves (api-zstack.md part 1). */
export const zstackSettings = z.strictObject({
  /** How long one backup storage takes for a template; the stores of a volume's jobs come one after another (§1.6). */
  templateSeconds: z.number().min(0),
  /** Whether a job that could make some copies only says of which stores it could not; the open source does not (§1.6). */
  zstackTellsFailures: z.boolean(),
  /** From the 202 to the end of any other job. */
  zstackActionSeconds: z.number().min(0),
  /** How long a finished job can be asked for, from its start and not from its end (§1.2). */
  zstackJobKeptSeconds: z.number().min(0),
  /** Real seconds from the login, never scaled by `speed` (§1.4). */
  zstackSessionSeconds: z.number().min(0),
  /** How many sessions a user may have open (§1.4). */
  zstackSessionLimit: z.int().min(0),
  /** The zone of the server: of the times it tells and of the wall clock it compares dates with (§1.1, §1.5). */
  zstackTimeZone: timeZone,
  /** `rest.checkTimeZone`: whether the zone in a signed date counts; else only its digits do (§1.5). */
  zstackCheckTimeZone: z.boolean(),
  /** `image.deletionPolicy` (§1.10). */
  zstackDeletionPolicy: z.enum(["Delay", "Direct", "Never", "DeleteReference"]),
  /** `expungePeriod`: when what was deleted with `Delay` goes for good (§1.10). */
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
