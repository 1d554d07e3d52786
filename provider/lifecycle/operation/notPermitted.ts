import { type Actions, ASK_FOR_PERMISSION, actions } from "../../clouds/actions";
import type { Cloud } from "../../clouds/cloud";
import { type CloudError, PermissionError } from "../../http/errors";
import type { Right } from "../../resources/resource";

/**
 * A refusal to this user says which right is missing, by the cloud's own names, where nothing better is known of it. `then`:
 * what to do once it is there.
 */
export function notPermitted(
  { profile }: Pick<Cloud, "profile">,
  error: CloudError,
  right: Right,
  then: string,
): CloudError {
  if (!(error instanceof PermissionError)) return error;
  if (error.hint !== undefined && error.hint !== ASK_FOR_PERMISSION) return error;
  const cloudActions: Actions = actions[profile];
  const names = right.actions.flatMap((action) => cloudActions[action] ?? []);
  return error.with({ hint: `give the user the right to ${right.what} (${names.join(", ")}), then ${then}` });
}
