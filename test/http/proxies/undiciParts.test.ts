import { resolve } from "node:path";
import { type UndiciParts, undiciParts } from "../../../provider/http/proxies/undiciParts";

const names: readonly (keyof UndiciParts)[] = ["Agent", "Pool", "ProxyAgent"];

/** The provider's own, of which the tools bring another version. */
const provider = resolve(__dirname, "../../../provider");
const index = require.resolve("undici", { paths: [provider] });
const proxyAgent = require.resolve("undici/lib/dispatcher/proxy-agent", { paths: [provider] });

it("the parts of undici are those of its index, so that they know each other", () => {
  const parts = undiciParts();
  const whole: UndiciParts = require(index);
  expect(names.filter((name) => parts[name] !== whole[name])).toEqual([]);
  expect(typeof parts.Agent.prototype.request).toBe("function");
});

it.each(["ERR_PACKAGE_PATH_NOT_EXPORTED", "MODULE_NOT_FOUND"])(
  "where another version has a part elsewhere (%s), all come from the index",
  (code) => {
    const whole = { Agent: "its Agent", Pool: "its Pool", ProxyAgent: "its ProxyAgent" };
    let parts: unknown;
    jest.isolateModules(() => {
      jest.doMock(index, () => whole);
      jest.doMock(proxyAgent, () => {
        throw Object.assign(new Error("undici/lib/dispatcher/proxy-agent"), { code });
      });
      parts = require("../../../provider/http/proxies/undiciParts").undiciParts();
    });
    expect(parts).toEqual(whole);
  },
);
