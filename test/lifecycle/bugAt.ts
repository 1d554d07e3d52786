import type { Cloud } from "../../provider/clouds/cloud";
import type { ImageResource } from "../../provider/resources/resource";
import type { ProviderProcess } from "./harness/providerProcess";

/** Where a bug strikes: a function of the cloud, of the host or of the resource, and which of its calls. */
export interface Place {
  readonly step: string;
  readonly call: number;
  /** The call is made, and what it brings is lost; else it is not made at all. */
  readonly made: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the functions take
type Any = any;

/**
 * A process and a resource of which one function throws what none of ours would. Told is what was called from the create
 * call on, which is where an image is at stake.
 */
export function bugged(process: ProviderProcess, resource: ImageResource<Any>, thrown: unknown, at?: Place) {
  const calls = new Map<string, number>();
  let atStake = false;

  function call(step: string, work: () => unknown): unknown {
    atStake ||= step === "resource.start";
    if (!atStake) return work();
    const number = (calls.get(step) ?? 0) + 1;
    calls.set(step, number);
    if (step !== at?.step || number !== at.call) return work();
    if (!at.made) throw thrown;
    const result = work();
    if (!(result instanceof Promise)) throw thrown;
    return result.then(() => Promise.reject(thrown));
  }

  /** The same object with its functions watched, those of the objects named `deep` too. */
  function watched<Watched extends object>(
    name: string,
    object: Watched,
    deep: readonly string[] = [],
  ): Watched {
    return new Proxy(object, {
      get(target, key) {
        const value = Reflect.get(target, key, target);
        const step = `${name}.${String(key)}`;
        if (typeof value === "function")
          return (...args: unknown[]) => call(step, () => value.apply(target, args));
        return deep.includes(String(key)) && value ? watched(step, value) : value;
      },
    });
  }

  /** What a wait brings along is called by the watcher. */
  function watchedWaits(cloud: Cloud): Cloud {
    const images = new Proxy(cloud.images, {
      get(target, key) {
        const value = Reflect.get(target, key, target);
        if (key !== "wait") return typeof value === "function" ? value.bind(target) : value;
        return (watch: Any) => target.wait(watched("wait", watch) as Any);
      },
    });
    const calls = watched("cloud", cloud, ["jobs", "templates"]);
    return new Proxy(calls, {
      get: (target, key) => (key === "images" ? images : Reflect.get(target, key, target)),
    });
  }

  const clouds = new Map<string | undefined, Cloud>();
  const host = watched("host", process, ["sentCreates"]);
  return {
    calls,
    resource: watched("resource", resource, ["source"]),
    process: new Proxy(host, {
      get(target, key) {
        if (key === "log") return (urn: string) => watched("log", process.log(urn));
        if (key !== "connect") return Reflect.get(target, key, target);
        return (name: string | undefined) => {
          const cloud = clouds.get(name) ?? watchedWaits(process.connect(name));
          clouds.set(name, cloud);
          return cloud;
        };
      },
    }),
  };
}
