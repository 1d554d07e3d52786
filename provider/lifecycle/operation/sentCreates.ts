/**
 * What this machine remembers of creates whose image the cloud may not list yet. Where the source does not show that an
 * image is being made from it (an object in a bucket), nothing else keeps a run that follows a crash from making a
 * second one. Times are milliseconds since the epoch; the key is the marker.
 */
export interface SentCreates {
  sentAt(marker: string): number | undefined;
  /** Before the call is sent. */
  note(marker: string, at: number): void;
  /** When the image is known, or will never be. */
  forget(marker: string): void;
}
