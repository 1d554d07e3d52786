import { readFileSync } from "node:fs";
import path from "node:path";
import { documentsOf, textOf, type Yaml } from "./files";

const schema = JSON.parse(readFileSync(path.resolve(__dirname, "../../provider/schema.json"), "utf8"));

const kindsIn = (file: string) => {
  const documents = documentsOf(file);
  return (kind: string): Yaml => documents.find((document) => document.kind === kind) ?? {};
};
const ofGit = kindsIn("operator/stack.yaml");
const ofProgram = kindsIn("operator/program.yaml");
const both = [
  ["stack.yaml", ofGit],
  ["program.yaml", ofProgram],
] as const;

/**
 * Followed by hand, as far as the example goes: no npm package has the operator's resource definitions (1.4 MB of YAML,
 * deploy/helm/pulumi-operator/crds of github.com/pulumi/pulumi-kubernetes-operator). A name that is not listed is a mistake
 * in spelling, or has to be looked up there and listed. Stack and Program are of pulumi.com/v1, Workspace of
 * auto.pulumi.com/v1alpha1.
 */
const shapes: Readonly<Record<string, { readonly required?: string; readonly optional: string }>> = {
  spec: {
    required: "stack",
    optional: `branch projectRepo programRef backend config configRef continueResyncOnCommitMatch destroyOnFinalize envRefs expectNoRefreshChanges
      gitAuth prerequisites preview refresh repoDir resyncFrequencySeconds retryOnUpdateConflict secretsProvider
      secretsRef serviceAccountName shallow targets updateTemplate useLocalStackOnly workspaceReclaimPolicy
      workspaceTemplate`,
  },
  workspace: {
    optional: `env envFrom image imagePullPolicy podTemplate pulumiLogLevel resources securityProfile serviceAccountName
      stacks`,
  },
  program: { required: "resources", optional: "configuration outputs variables" },
  resource: { required: "type", optional: "get options properties" },
  // Fewer than YAML knows: no `pluginDownloadURL`, for one.
  options: {
    optional: `additionalSecretOutputs aliases customTimeouts deleteBeforeReplace dependsOn ignoreChanges import parent
      protect provider providers version`,
  },
};

test.each(both)("the stack of %s has the fields of the operator's reference, and one source", (_, ofKind) => {
  const { apiVersion, spec } = ofKind("Stack");
  expect(apiVersion).toBe("pulumi.com/v1");
  expectShape(spec, "spec");
  expectShape(spec.workspaceTemplate.spec, "workspace");
  const sources = ["projectRepo", "programRef"].filter((source) => source in spec);
  expect(sources).toHaveLength(1);
  expect("branch" in spec).toBe(sources[0] === "projectRepo");
});

test.each(both)(
  "every variable of %s comes from a literal or from the one Secret of the stack",
  (_, ofKind) => {
    const { metadata, spec } = ofKind("Stack");
    for (const [name, { type, ...from }] of Object.entries<Yaml>(spec.envRefs)) {
      if (type === "Literal")
        expect([name, from]).toEqual([name, { literal: { value: expect.any(String) } }]);
      else
        expect([name, type, from]).toEqual([
          name,
          "Secret",
          { secret: { name: metadata.name, key: expect.any(String) } },
        ]);
    }
  },
);

test.each(both)("the service account of %s is there, and may ask who speaks to it", (_, ofKind) => {
  const account = ofKind("ServiceAccount");
  expect(ofKind("Stack").spec.serviceAccountName).toBe(account.metadata.name);
  const binding = ofKind("ClusterRoleBinding");
  expect(binding.roleRef.name).toBe("system:auth-delegator");
  expect(binding.subjects).toEqual([
    { kind: "ServiceAccount", name: account.metadata.name, namespace: expect.any(String) },
  ]);
});

test.each(both)("the manifest %s deletes no image when it is deleted", (_, ofKind) => {
  expect(ofKind("Stack").spec.destroyOnFinalize).toBe(false);
});

test("the program has the fields of the operator's reference, is the stack's, and uses resources and settings that there are", () => {
  const { apiVersion, metadata, program } = ofProgram("Program");
  const { programRef, config } = ofProgram("Stack").spec;
  expect(apiVersion).toBe("pulumi.com/v1");
  expect(programRef).toEqual({ name: metadata.name });
  expectShape(program, "program");
  for (const resource of Object.values<Yaml>(program.resources)) {
    expectShape(resource, "resource");
    expectShape(resource.options, "options");
    const known = schema.resources[resource.type];
    expect(known.requiredInputs.filter((name: string) => !(name in resource.properties))).toEqual([]);
    for (const name of Object.keys(resource.properties)) expect(known.inputProperties).toHaveProperty(name);
  }
  for (const { type } of Object.values<Yaml>(program.configuration))
    expect(["String", "Number", "List<Number>", "List<String>"]).toContain(type);
  for (const key of Object.keys(config)) {
    const [setting] = key.split("cloudimages:").slice(1);
    expect(setting === undefined ? program.configuration : schema.config.variables).toHaveProperty(
      setting ?? key,
    );
  }
  // The stack's file does not outlive its pod, and with it goes the salt that would be the owner.
  expect(config).toHaveProperty("cloudimages:owner");
});

test("the workspace of the program has its clouds.yaml from the Secret, where it is looked for, and the plugin in its image", () => {
  const { metadata, spec } = ofProgram("Stack");
  const { image, podTemplate } = spec.workspaceTemplate.spec;
  const [container] = podTemplate.spec.containers;
  const [volume] = podTemplate.spec.volumes;
  expect(container.name).toBe("pulumi"); // as the operator calls it, so that the two are merged
  expect(container.volumeMounts).toEqual([
    { name: volume.name, mountPath: "/etc/openstack", readOnly: true },
  ]);
  const clouds = "clouds.yaml";
  expect(volume.secret).toEqual({ secretName: metadata.name, items: [{ key: clouds, path: clouds }] });
  expect(textOf("README.md")).toContain(`--from-file=${clouds}`);

  const recipe = textOf("operator/Dockerfile");
  const { version } = schema;
  expect(image).toMatch(new RegExp(`:${version}$`));
  expect(recipe).toContain(`--tag ${image} `);
  const archive = `pulumi-resource-cloudimages-v${version}-linux-amd64.tar.gz`;
  expect(recipe).toContain(`\nCOPY ${archive} /tmp/\n`);
  expect(recipe).toContain(
    `\nRUN pulumi plugin install resource cloudimages v${version} --file /tmp/${archive}\n`,
  );
});

function expectShape(value: Yaml, where: string): void {
  const { required = "", optional = "" } = shapes[where] ?? {};
  const names = Object.keys(value);
  const needed = required.split(" ").filter((name) => name !== "");
  const known = [...needed, ...optional.split(/\s+/)];
  const unknown = names.filter((name) => !known.includes(name));
  const missing = needed.filter((name) => !names.includes(name));
  expect({ where, unknown, missing }).toEqual({ where, unknown: [], missing: [] });
}
