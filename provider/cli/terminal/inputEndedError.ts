/** Nobody answers a question any more: the person has pressed Ctrl-C, or the input has ended. */
export class InputEndedError extends Error {
  constructor(readonly why: "interrupted" | "end of input") {
    super(why);
  }
}
