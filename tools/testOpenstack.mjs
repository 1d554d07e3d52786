// npm run test:openstack: starts a real Keystone, Glance and Cinder on loopback, runs the tests against them, and stops them.
// Exit code 69 (EX_UNAVAILABLE in sysexits.h) if this machine cannot run them.
import { main, Problem } from "./say.mjs";
import { setUp } from "./setup.mjs";
import { runOpenStack, whyNoOpenStack } from "./test/openstack.mjs";

const unavailable = 69;

await main(async () => {
  const reason = whyNoOpenStack();
  if (reason)
    throw new Problem(
      `The OpenStack tests install Debian's own packages: root on Debian 12 (a container will do). Here: ${reason}.`,
      unavailable,
    );
  await setUp();
  const { ensureEngine } = await import("./engine/ensure.mjs");
  await ensureEngine();
  const { passed, failed, skipped } = await runOpenStack(process.argv.slice(2));
  console.log(`${passed} passed, ${failed} failed${skipped.length ? `, ${skipped.length} skipped` : ""}`);
  return failed === 0 && passed > 0 ? 0 : 1;
});
