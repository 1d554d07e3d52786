/** What both forms say of a credential that was set without `--secret`. */
export function plainCredential(key: string): string {
  return (
    `${key} is a credential, but stands in plain text in the stack's configuration. Set it anew, encrypted:\n` +
    `    pulumi config set --secret ${key}\n` +
    "and change it in the cloud if the stack's file has been shared."
  );
}
