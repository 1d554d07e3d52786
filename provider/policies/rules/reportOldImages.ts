import { textIn } from "../rawProperties";
import { stackRule } from "../stackRule";

const DAY_MS = 24 * 60 * 60_000;

/**
 * Reports images that are older than a number of days.
 *
 * Policy `report-old-images`, by default advisory. An old image lacks the security updates of all the time
 * since it was made. Bake it anew by a changed value of the argument `triggers`, or remove it.
 *
 * - `atMostDays` (default `90`): Days that an image may be old.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [reportOldImages] }, { "report-old-images": { "atMostDays": 90, "enforcementLevel": "mandatory" } });
 * ```
 */
export const reportOldImages = stackRule<{ readonly atMostDays: number }>({
  name: "report-old-images",
  why: "An old image lacks the security updates of all the time since it was made",
  fix: "Bake it anew by a changed value of the argument `triggers`, or remove it",
  enforcement: "advisory",
  severity: "medium",
  settings: {
    atMostDays: { type: "integer", minimum: 1, default: 90, description: "Days that an image may be old" },
  },
  violations: (images, { atMostDays }, now) =>
    images.flatMap(({ name, urn, props }) => {
      // ZStack writes the local time of its server. A few hours do not matter here.
      const made = Date.parse(textIn(props, "createdAt") ?? textIn(props, "createDate") ?? "");
      const days = Math.floor((now.getTime() - made) / DAY_MS);
      return days > atMostDays
        ? [{ what: `"${name}" is ${days} days old, more than ${atMostDays}`, urn }]
        : [];
    }),
});
