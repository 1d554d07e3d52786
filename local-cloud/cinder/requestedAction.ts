import { type Call, mediaType } from "../http/answer";
import { breachOf, inPythonText, isObject, type Schema } from "../http/breachOf";
import { refuseCinder } from "../http/envelope";

/** `POST /volumes/{id}/action` (cinder/api/openstack/wsgi.py): the one key of the body names what is to be done. */
export function requestedAction(call: Call): { readonly name: string; readonly given: unknown } {
  // Without a body there is no type to look at, and no action.
  if (call.rawBody === "") return { name: "None", given: undefined };
  if (mediaType(call) !== "application/json") return refuseCinder(415, "Unsupported Content-Type");
  const [action, ...others] = Object.entries(parsed(call.rawBody));
  if (action === undefined || others.length > 0) return refuseCinder(400, "Malformed request body");
  return { name: action[0], given: action[1] };
}

function parsed(rawBody: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(rawBody);
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}

export const noSuchAction = (name: string): string =>
  `There is no such action: ${name}. Verify the request body and Content-Type header and try again.`;

/** cinder/api/validation/validators.py */
export function checkFields(schema: Schema, action: string, given: unknown): void {
  const breach = breachOf(schema, given, [action]);
  if (breach)
    refuseCinder(
      400,
      `Invalid input for field/attribute ${breach.path.at(-1)}. Value: ${inPythonText(breach.value)}. ${breach.words}`,
    );
}
