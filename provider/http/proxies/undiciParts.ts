import type * as undici from "undici";

export type UndiciParts = Pick<typeof undici, "Agent" | "Pool" | "ProxyAgent">;

/**
 * What we use of undici, without its index: that loads fetch, web sockets, mocks and caches too, four times as many modules
 * (docs/footprint.md). Somebody's `overrides` may bring another version, where the parts may lie elsewhere: then the index serves.
 */
export function undiciParts(): UndiciParts {
  try {
    // As the index does it. Whoever loads that too gets the same classes.
    Object.assign(require("undici/lib/dispatcher/dispatcher").prototype, require("undici/lib/api"));
    return {
      Agent: require("undici/lib/dispatcher/agent"),
      Pool: require("undici/lib/dispatcher/pool"),
      ProxyAgent: require("undici/lib/dispatcher/proxy-agent"),
    };
  } catch {
    return require("undici");
  }
}
