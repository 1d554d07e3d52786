/** Makes an error, or the text of a warning, as the program would. */
export type Produce = () => unknown;
