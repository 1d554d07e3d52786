import * as pulumi from "@pulumi/pulumi";

/** The value of the key `namespace:name` in the stack's configuration. */
export function configValue(key: string): string | undefined {
  const [namespace, name = ""] = key.split(":");
  return new pulumi.Config(namespace).get(name);
}
