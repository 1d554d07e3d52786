/** Where the local cloud gets its time. Tests pass a virtual one; nothing in the cloud ever sets a timer for state. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** `2018-09-06T14:03:27Z`: IMS and Glance images (docs/vendors/open-telekom-and-huawei.md#values-on-the-wire). */
export const secondsZ = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** `2016-02-03T02:19:29.895237`: EVS and Cinder, UTC without a zone. */
export const microsWithoutZone = (ms: number): string => `${new Date(ms).toISOString().slice(0, 23)}000`;

/** `2026-11-21T09:26:32.000000Z`: Keystone and IAM tokens. */
export const microsZ = (ms: number): string => `${microsWithoutZone(ms)}Z`;
