/** One request of the comparison (README.md). `{names}` in it stand for what the cloud at hand calls such a thing. */
export interface Ask {
  readonly what: string;
  /** Keystone, Glance or Cinder, by method and path: `cinder GET /v3/{project}/volumes`. */
  readonly line: string;
  /** Whose token goes with it: the member's by default. Anything else is sent as it is. */
  readonly as?: "admin" | "member" | "nobody" | (string & {});
  /** A text is sent as it is. */
  readonly body?: unknown;
  /** `null` leaves out one that is sent otherwise. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Names for values of the answer, `header:name` or a path in its JSON, for the requests after it. */
  readonly keep?: Readonly<Record<string, string>>;
}

/** What has to be done between two requests, in ways that the clouds do not share. */
export interface Preparation {
  readonly prepare: (side: Side) => Promise<void>;
}

export type Step = Ask | Preparation;

export type Names = Map<string, string>;

/** One of the two clouds, with a project of its own for a run. */
export interface Side {
  readonly urls: Readonly<Record<"keystone" | "glance" | "cinder", string>>;
  /** What `{name}` in a request is here, and what is written as `{name}` in a recorded answer. */
  readonly names: Names;
  readonly tokens: { readonly admin: string; readonly member: string };
  /** An available volume of 1 GiB in the member's project, named `name`; then of that status. */
  addVolume(name: string, status?: string): Promise<void>;
  /** Waits until the volume's export has ended, and its image, if there is one, is active. */
  finish(volume: string, image?: string): Promise<void>;
  close(): Promise<void>;
}
