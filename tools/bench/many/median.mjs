/** The run in the middle by CPU time, with the medians of memory and calls. */
export function median(runs) {
  const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const over = (pick) => middle(runs.map(pick));
  const each = (field) =>
    Object.fromEntries(Object.keys(runs[0][field]).map((kind) => [kind, over((run) => run[field][kind])]));
  return {
    cpu: over(({ cpu }) => cpu),
    cpuOf: each("cpuOf"),
    mib: over(({ mib }) => mib),
    mibOf: each("mibOf"),
    wall: over(({ wall }) => wall),
    calls: over(({ calls }) => calls),
  };
}
