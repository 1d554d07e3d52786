import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { textOf } from "../gitops/files";

const running: ChildProcess[] = [];
afterEach(() => {
  for (const store of running.splice(0)) store.stdin?.end();
});

const folder = path.join(__dirname, "store");

/** What a pipeline has in place of the key in `stateInStore` where it only looks. */
export const reader = { AWS_ACCESS_KEY_ID: "stateReaderKey", AWS_SECRET_ACCESS_KEY: "stateReaderSecret" };

/** The addresses of the example's README for stores of S3's protocol that are not Amazon's, with our bucket: word for word. */
export const addresses = [...textOf("README.md").matchAll(/\| `s3:\/\/bucket(\?endpoint=[^`]+)` \|/g)].map(
  ([, query]) => `s3://team-state${query}`,
);

/** The environment of an engine that keeps its state in such a store. */
export async function stateInStore(): Promise<Record<string, string>> {
  const store = spawn(process.execPath, [path.join(folder, "s3.mjs")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  running.push(store);
  const [port] = await once(store.stdout, "data");
  return {
    PULUMI_BACKEND_URL: addresses[0] ?? "",
    AWS_ACCESS_KEY_ID: "stateKey",
    AWS_SECRET_ACCESS_KEY: "stateSecret",
    // Takes the names to the store, which has them in a certificate
    HTTPS_PROXY: `http://127.0.0.1:${String(port).trim()}`,
    NO_PROXY: "127.0.0.1",
    SSL_CERT_FILE: path.join(folder, "test-store.crt"),
  };
}
