/** How the lines of a file end: as those that it has already. */
export function lineEndOf(text: string | undefined): "\r\n" | "\n" {
  return text?.includes("\r\n") ? "\r\n" : "\n";
}

/** A file that was written anew, with the line ends that it had. */
export function withLineEndsOf(before: string | undefined, after: string): string {
  return after.replace(/\r?\n/g, lineEndOf(before));
}
