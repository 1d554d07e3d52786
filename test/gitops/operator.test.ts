import { documentsOf, type Yaml } from "./files";

const documents = documentsOf("operator/stack.yaml");
const ofKind = (kind: string): Yaml => documents.find((document) => document.kind === kind) ?? {};
const stack = ofKind("Stack");

/**
 * Followed by hand, as far as the example goes: no npm package has the operator's resource definitions (1.4 MB of YAML,
 * deploy/helm/pulumi-operator/crds of github.com/pulumi/pulumi-kubernetes-operator). A name that is not listed is a mistake
 * in spelling, or has to be looked up there and listed. Stack is of pulumi.com/v1, Workspace of auto.pulumi.com/v1alpha1.
 */
const shapes: Readonly<Record<string, { readonly required?: string; readonly optional: string }>> = {
  spec: {
    required: "stack projectRepo branch",
    optional: `backend config configRef continueResyncOnCommitMatch destroyOnFinalize envRefs expectNoRefreshChanges
      gitAuth prerequisites preview refresh repoDir resyncFrequencySeconds retryOnUpdateConflict secretsProvider
      secretsRef serviceAccountName shallow targets updateTemplate useLocalStackOnly workspaceReclaimPolicy
      workspaceTemplate`,
  },
  workspace: {
    optional: `env envFrom image imagePullPolicy podTemplate pulumiLogLevel resources securityProfile serviceAccountName
      stacks`,
  },
};

test("the stack has the fields of the operator's reference, and reads its project from Git", () => {
  expect(stack.apiVersion).toBe("pulumi.com/v1");
  expectShape(stack.spec, "spec");
  expectShape(stack.spec.workspaceTemplate.spec, "workspace");
  expect(stack.spec).not.toHaveProperty("programRef"); // a Program is Pulumi YAML, which has no dynamic resources
});

test("every variable comes from a literal or from the one Secret of the stack", () => {
  for (const [name, { type, ...from }] of Object.entries<Yaml>(stack.spec.envRefs)) {
    if (type === "Literal") expect([name, from]).toEqual([name, { literal: { value: expect.any(String) } }]);
    else
      expect([name, type, from]).toEqual([
        name,
        "Secret",
        { secret: { name: stack.metadata.name, key: expect.any(String) } },
      ]);
  }
});

test("its service account is there, and may ask who speaks to it", () => {
  const account = ofKind("ServiceAccount");
  expect(stack.spec.serviceAccountName).toBe(account.metadata.name);
  const binding = ofKind("ClusterRoleBinding");
  expect(binding.roleRef.name).toBe("system:auth-delegator");
  expect(binding.subjects).toEqual([
    { kind: "ServiceAccount", name: account.metadata.name, namespace: expect.any(String) },
  ]);
});

test("a manifest that is deleted deletes no image", () => {
  expect(stack.spec.destroyOnFinalize).toBe(false);
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
