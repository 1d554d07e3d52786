/** What tools/engine/hosts.mjs makes. The generators are for PATH only while something is generated. */
type Host = "yaml" | "python" | "pythonSdk" | "generators";

/** Where they are, or why not: tools/test/languages.mjs says it. */
const found: Partial<Record<Host, { path?: string; reason?: string }>> = JSON.parse(
  process.env.E2E_HOSTS ?? "{}",
);

/** A `describe` whose tests get the folders of these hosts, and are skipped where one of them is missing. */
function withHosts<Needed extends Host>(...hosts: readonly Needed[]) {
  return (title: string, tests: (at: Readonly<Record<Needed, string>>) => void) => {
    const at = Object.fromEntries(hosts.map((host) => [host, found[host]?.path ?? ""])) as Record<
      Needed,
      string
    >;
    const missing = hosts.find((host) => !at[host]);
    if (missing === undefined) return describe(title, () => tests(at));
    const why = found[missing]?.reason ?? "npm test starts these tests with their hosts";
    return describe.skip(`${title} (${why.split("\n")[0]})`, () => tests(at));
  };
}

export const withYaml = withHosts("yaml");
/** `at.python` and `at.pythonSdk`, in which `python` has Pulumi's SDK, both on PATH. */
export const withPython = withHosts("python", "pythonSdk");
export const withGenerators = withHosts("generators");
/** A program in Python with an SDK that was generated before. */
export const withGeneratedPython = withHosts("python", "pythonSdk", "generators");
