import type { Cloud } from "../../clouds/cloud";
import type { Profile } from "../../clouds/settings";
import type { ProgressSink } from "../../polling/progress";
import type { HeldClaims } from "./heldClaims";
import type { PreflightMode } from "./preflightMode";
import type { SentCreates } from "./sentCreates";

/** Where one resource's messages go. */
export interface ResourceLog extends ProgressSink {
  /** Stays, on a terminal too: what people may want to know when the run is over. */
  line(text: string): void;
  warn(text: string): void;
  /** Shown by `pulumi up --debug` alone. */
  debug?(text: string): void;
  /** Says this step if the work takes longer than people wait in the dark (docs/waiting.md#progress). */
  during?<Result>(step: string, work: Promise<Result>): Promise<Result>;
}

/** What the lifecycle needs from those above it: the engine, the configuration, interruption. */
export interface Host {
  /** Kind of the cloud of this name, without connecting. Throws when there is no such cloud. */
  profile(cloud: string | undefined): Profile;
  /** The connected cloud of this name: one for a run. */
  connect(cloud: string | undefined): Cloud;
  log(urn: string): ResourceLog;
  /** Aborted on the second Ctrl-C, and when the engine has died. */
  readonly signal: AbortSignal;
  /** Aborted by the first Ctrl-C already: what has no image to lose ends with it. Absent where nobody tells of that. */
  readonly ending?: AbortSignal;
  /** Throws when the run was interrupted, or the engine has provably died: nobody would record what we do next. */
  assertEngineLives(): Promise<void>;
  /** Whether the engine has provably died. */
  engineDied(): Promise<boolean>;
  newClaim(): string;
  /** `cloudimages:preflight`; throws when it has another value. */
  readonly preflight: PreflightMode;
  readonly sentCreates: SentCreates;
  readonly heldClaims: HeldClaims;
}
