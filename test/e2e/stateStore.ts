import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const running: ChildProcess[] = [];
afterEach(() => {
  for (const store of running.splice(0)) store.stdin?.end();
});

/** What a pipeline has in place of the key in `stateInStore` where it only looks. */
export const reader = { AWS_ACCESS_KEY_ID: "stateReaderKey", AWS_SECRET_ACCESS_KEY: "stateReaderSecret" };

/** The environment of an engine that keeps its state in a store of S3's protocol, in the form of the example's README. */
export async function stateInStore(): Promise<Record<string, string>> {
  const store = spawn(process.execPath, [path.join(__dirname, "s3.mjs")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  running.push(store);
  const [port] = await once(store.stdout, "data");
  const endpoint = `http://127.0.0.1:${String(port).trim()}`;
  return {
    PULUMI_BACKEND_URL: `s3://team-state?endpoint=${endpoint}&region=eu-de&s3ForcePathStyle=true`,
    AWS_ACCESS_KEY_ID: "stateKey",
    AWS_SECRET_ACCESS_KEY: "stateSecret",
  };
}
