import { secretsIn } from "../../../../provider/clouds/settings";
import type { CloudSettings } from "../../../../provider/clouds/settings/cloudSettings";
import { proxiesOf } from "../../../../provider/clouds/settings/resolve/proxiesOf";
import { Secret } from "../../../../provider/clouds/settings/secret";

/** The secrets that a log of exchanges is to hide, of a cloud that is called through this proxy. */
const secretsThrough = (proxy: string) =>
  secretsIn({
    credentials: { kind: "token", token: new Secret("the token") },
    ...proxiesOf({
      env: { HTTPS_PROXY: proxy },
      home: "/",
      cwd: "/",
      stackConfig: {},
      readFile: () => undefined,
    }),
  } as CloudSettings);

test.each([
  ["http://proxy.example:3128", []],
  ["http://ann:p%40ss%2Fw%C3%B6rd@proxy.example", ["p%40ss%2Fw%C3%B6rd", "p@ss/wörd"]],
  ["ann:100%25-sure@proxy.example", ["100%25-sure", "100%-sure"]],
  ["http://ann:100%@proxy.example", ["100%"]],
  ["http://ghp_token@proxy.example", ["ghp_token"]],
  ["no address at all", []],
])("what is secret in the proxy %s is hidden as it is written, and as it is sent", (proxy, secrets) => {
  expect([...new Set(secretsThrough(proxy))].sort()).toEqual(["the token", ...secrets].sort());
});
