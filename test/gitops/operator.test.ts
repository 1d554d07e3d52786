import { documentsOf, type Yaml } from "./files";
import { expectShape } from "./shape";

const documents = documentsOf("operator/stack.yaml");
const ofKind = (kind: string): Yaml => documents.find((document) => document.kind === kind) ?? {};
const stack = ofKind("Stack");

/** From the operator's API reference: Stack of pulumi.com/v1, Workspace of auto.pulumi.com/v1alpha1. */
const shapes = {
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
  expectShape(stack.spec, shapes.spec, "spec");
  expectShape(stack.spec.workspaceTemplate.spec, shapes.workspace, "spec.workspaceTemplate.spec");
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
