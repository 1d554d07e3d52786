#!/bin/sh
# Deploys the plan that preview.sh has saved. If the cloud, the state or the program has changed since and needs further changes,
# the engine refuses: run preview.sh again, and have the new plan reviewed.
# Run again after a deployment that has failed or timed out, it goes on with what that one has begun: that was approved.
set -eu
cd "$(dirname "$0")"
export AWS_RESPONSE_CHECKSUM_VALIDATION=when_required

temporary=$(mktemp -d) # for event logs, with secrets in them, as in preview.sh
trap 'rm -rf "$temporary"' EXIT
trap 'exit 130' HUP INT TERM # a shell that a signal ends runs no trap of its exit

# The policies run again: they now see values that the preview did not know, and the plan has what they added.
engine() {
  log=$temporary/$1
  shift
  PULUMI_DEBUG_COMMANDS=true pulumi "$@" --event-log "$log" \
    --policy-pack node_modules/pulumi-cloud-images/policy-pack --policy-pack-config policies.json \
    --non-interactive --color never
}

code=0
engine approved up --yes --refresh --plan plan.json || code=$?

# An image that an earlier run of this plan has begun needs an update now, where the plan has a create. If nothing but the rest of the
# plan is to be done, go on with that. Without --refresh: the unfinished image has not got its name yet, which would be a change.
if [ "$code" -ne 0 ] && node deploy/rest.mjs wanted "$temporary/approved" &&
  engine now preview --save-plan "$temporary/now.json" >/dev/null &&
  node deploy/rest.mjs plan.json "$temporary/now.json" "$temporary/now" "$temporary/rest.json"; then
  code=0
  engine rest up --yes --plan "$temporary/rest.json" || code=$?
  cp "$temporary/rest" "$temporary/approved"
fi
[ "$code" -eq 0 ] || node deploy/advice.mjs "$temporary/approved"
exit "$code"
