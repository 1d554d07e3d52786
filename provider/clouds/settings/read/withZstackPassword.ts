import { type Layer, layerOf } from "../layer";
import { type Sources, variable } from "../sources";

/** A password belongs to the name beside it: that of an account must not be tried on its user. */
export function withZstackPassword(layer: Layer, sources: Sources): Layer {
  const { password: _, ...rest } = layer;
  const name = layer.userName === undefined ? "ZSTACK_ACCOUNT_PASSWORD" : "ZSTACK_USER_PASSWORD";
  const value = variable(sources, name);
  return {
    ...rest,
    ...layerOf(["password"], () =>
      value === undefined ? undefined : { value, from: `environment ${name}` },
    ),
  };
}
