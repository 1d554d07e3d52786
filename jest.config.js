// Four projects, chosen with --selectProjects: `unit` needs nothing but Node, `e2e` the real Pulumi CLI, `languages` also language
// hosts besides the one for Node (tools/engine/hosts.mjs), `openstack` a running lab (test/openstack/lab.sh). tools/test.mjs runs them.
const project = (displayName, testMatch, rest = {}) => ({
  displayName,
  rootDir: __dirname,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testEnvironment: "node",
  // Compiled packages hold copies of the sources' names; jest would warn about each of them.
  modulePathIgnorePatterns: ["<rootDir>/.*/bin/"],
  testPathIgnorePatterns: ["/node_modules/", "/bin/"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
        module: { type: "commonjs" },
        swcrc: false,
      },
    ],
  },
  ...rest,
});

module.exports = {
  testSequencer: "<rootDir>/tools/test/longestFirst.cjs",
  // A worker keeps something of each file: after some hundred it holds two gigabytes, and collects garbage more than it tests.
  workerIdleMemoryLimit: "800MB",
  projects: [
    project("unit", ["test/**/*.test.ts", "local-cloud/**/*.test.ts"], {
      setupFiles: ["<rootDir>/test/seed.ts"],
      setupFilesAfterEnv: ["<rootDir>/test/patience.ts"],
      // @pulumi/pulumi loads them at its start, 15 MB for each file that imports it, and hardly ever uses them.
      moduleNameMapper: {
        "^typescript$": "<rootDir>/tools/test/seldom/typescript.cjs",
        "^@npmcli/arborist$": "<rootDir>/tools/test/seldom/arborist.cjs",
      },
      testPathIgnorePatterns: ["/node_modules/", "/bin/", "<rootDir>/test/e2e/", "<rootDir>/test/openstack/"],
    }),
    project("e2e", ["test/e2e/**/*.test.ts"], {
      setupFilesAfterEnv: ["<rootDir>/test/patience.ts"],
      testPathIgnorePatterns: ["/node_modules/", "/bin/", "<rootDir>/test/e2e/(languages|native)/"],
    }),
    project("languages", ["test/e2e/{languages,native}/**/*.test.ts"]),
    project("openstack", ["test/openstack/**/*.test.ts"]),
  ],
};
