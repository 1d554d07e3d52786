import type { CloudSettings } from "../cloudSettings";
import { InvalidSettingsError } from "../invalidSettingsError";
import type { Layer, Setting } from "../layer";
import { nearest, questionAfter } from "../nearest";
import type { Sources } from "../sources";
import { authoritiesOf, clientCertificateOf } from "./certificates";

type TransportSettings = Pick<
  CloudSettings,
  "verify" | "caCertificate" | "clientCertificate" | "clientKey" | "interface" | "otherInterfaces"
>;

/** How to talk to the cloud's servers. */
export function transportOf(layer: Layer, sources: Sources): TransportSettings {
  // `insecure` wins over `verify`, and without verification the file is not read (cloud_region.py
  // `get_requests_verify_args`).
  const verify = flag("verify", layer.verify, true) && !flag("insecure", layer.insecure, false);
  const file = verify ? layer.caCertFile : undefined;
  return {
    verify,
    ...(file !== undefined && { caCertificate: authoritiesOf(file, sources) }),
    ...clientCertificateOf(layer, sources),
    ...interfacesOf(layer.interface),
  };
}

/**
 * A switch. openstacksdk takes anything but "true" for false in `insecure`, and the text "False" of `verify` for the path
 * of a certificate (loader.py `get_boolean`): here anything but yes or no is an error.
 */
export function flag(what: string, setting: Setting | undefined, ifUnset: boolean): boolean {
  if (setting === undefined) return ifUnset;
  if (/^(true|yes|on|1)$/i.test(setting.value.trim())) return true;
  if (/^(false|no|off|0)$/i.test(setting.value.trim())) return false;
  const meant = questionAfter(nearest(setting.value, ["true", "false"]));
  const hint =
    what === "verify" && meant === "" ? " The path of a certificate file belongs into cacert." : "";
  throw new InvalidSettingsError(`${what} (${setting.from}) must be true or false.${meant}${hint}`);
}

/** `public`, or `publicURL` as in older clients; the later ones of a list are used if those before them are missing. */
function interfacesOf(setting: Setting | undefined): Pick<CloudSettings, "interface" | "otherInterfaces"> {
  const words = (setting?.value ?? "public").split(",").map((word) => word.trim().replace(/URL$/, ""));
  const [first = "public", ...others] = [...new Set(words.filter((word) => word !== ""))].map((word) => {
    if (word === "public" || word === "internal" || word === "admin") return word;
    const meant = questionAfter(nearest(word, ["public", "internal", "admin"]));
    throw new InvalidSettingsError(`interface (${setting?.from}) must be public, internal or admin.${meant}`);
  });
  return { interface: first, ...(others.length > 0 && { otherInterfaces: others }) };
}
