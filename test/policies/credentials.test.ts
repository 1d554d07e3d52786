import { noCredentials } from "../../provider/policies";
import { forms, judge } from "./judge";

const compliant = {
  name: "golden-2026-11-21",
  volumeId: "16369c5d-384d-4e64-b37a-56d898769362",
  description:
    "The token service: passwords are kept elsewhere, secret: see the vault. MD5 0123456789abcdef0123456789abcdef",
  tags: { team: "web", "made-by": "pipeline-12345678901234567890" },
  source: { bucket: "exports", object: "disks/2026/data.qcow2" },
};

const jwt = `eyJ${"a".repeat(20)}.eyJ${"b".repeat(20)}.c`;

it("ordinary arguments pass", () => {
  expect(judge(noCredentials, "VolumeImage", compliant)).toEqual([]);
});

it.each([
  [
    "description is a private key",
    { description: "-----BEGIN RSA PRIVATE KEY-----\nMIIE" },
    "description looks like a private key",
  ],
  ["a JSON web token", { description: `see ${jwt}` }, "description looks like a JSON web token"],
  [
    "a Keystone token",
    { tags: { note: `gAAAAA${"x".repeat(60)}` } },
    "tags.note looks like a Keystone token",
  ],
  ["an AWS key", { tags: { note: "AKIAIOSFODNN7EXAMPLE" } }, "tags.note looks like an AWS access key"],
  ["a key of Huawei", { name: "XKJ4QDUPZ0VN8EXAMPLE" }, "name looks like an access key of the Huawei clouds"],
  [
    "a GitHub token",
    { description: `ghp_${"a1".repeat(18)}` },
    "description looks like a GitHub or GitLab token",
  ],
  [
    "an address",
    { description: "https://me:hunter2@example.com/" },
    "description looks like an address with a password",
  ],
  [
    "a signed address",
    { source: { bucket: "b", object: "d.qcow2?X-Amz-Signature=0a" } },
    "source.object looks like a signed address",
  ],
  [
    "a label",
    { description: "login root, password=hunter" },
    "description looks like a credential by its label",
  ],
  [
    "a label",
    { description: "Secret Access Key: hunter22" },
    "description looks like a credential by its label",
  ],
  [
    "a telling key",
    { tags: { "db-password": "hunter" } },
    "tags.db-password looks like a credential by its key",
  ],
  [
    "a telling user tag",
    { userTags: ["team=web", "token=abc"] },
    "userTags.1 looks like a credential by its key",
  ],
] as const)("%s is reported, and not repeated", (_what, args, says) => {
  const reports = judge(noCredentials, "VolumeImage", { ...compliant, ...args });
  expect(reports).toEqual([expect.stringMatching(`^${says}\\. Take it out`)]);
  expect(reports.join()).not.toMatch(/hunter|MIIE|eyJ|EXAMPLE|gAAAAA|ghp_/);
});

it("the credentials of this very run are known, whatever they look like", () => {
  const before = process.env.OS_PASSWORD;
  process.env.OS_PASSWORD = "correct horse";
  try {
    expect(judge(noCredentials, "VolumeImage", { description: "it is correct horse battery" })).toEqual([
      expect.stringContaining("description looks like the value of the environment's OS_PASSWORD. "),
    ]);
  } finally {
    if (before === undefined) delete process.env.OS_PASSWORD;
    else process.env.OS_PASSWORD = before;
  }
});

it.each(forms)(
  "so are those of the stack's configuration and of an explicit provider, in the %s form",
  (form) => {
    const image = { name: "battery staple" };
    const stackConfig = { "cloudimages:secretKey": "battery staple" };
    expect(judge(noCredentials, "DataImage", image, { form, stackConfig })).toEqual([
      expect.stringContaining("name looks like the value of stack configuration cloudimages:secretKey. "),
    ]);
    const explicit = { secretKey: "battery staple" };
    expect(judge(noCredentials, "DataImage", image, { form, explicit })).toEqual([
      expect.stringContaining('name looks like the value of secretKey of the provider "eu". '),
    ]);
    expect(judge(noCredentials, "DataImage", image, { form, stackConfig, explicit: {} })).toEqual([]);
  },
);

it("an argument that is unknown in a preview hides no other", () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const args = { volumeId: unknown, description: "password=hunter", tags: unknown };
  expect(judge(noCredentials, "VolumeImage", args)).toHaveLength(1);
});
