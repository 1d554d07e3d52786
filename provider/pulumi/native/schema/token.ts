/** The token of a resource, a function or a type of the package. Resources' stand in users' states, so they never change. */
export function token(name: string): string {
  return `cloudimages:index:${name}`;
}
