import * as pulumi from "@pulumi/pulumi";

/** What the stack's configuration says under `namespace:name`. */
export function configValue(key: string): string | undefined {
  const [namespace, name = ""] = key.split(":");
  return new pulumi.Config(namespace).get(name);
}
