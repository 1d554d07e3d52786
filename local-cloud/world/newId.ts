import { randomUUID } from "node:crypto";

/** What the cloud itself makes in answer to calls, and names. */
export type Made = "image" | "job" | "part" | "backup" | "tag" | "copy";

/** A UUID; where ids have no dashes they are taken out of it. */
export type NewId = (of: Made) => string;

export const randomIds: NewId = () => randomUUID();
