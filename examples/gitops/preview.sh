#!/bin/sh
# Shows what a deployment would do, and checks it by the policies. Writes summary.md for the reviewers, and plan.json for
# deploy.sh. The exit code is that of the preview: if a mandatory policy is violated it is not 0, and there is no plan.
set -eu
cd "$(dirname "$0")"
rm -f plan.json summary.md

# Object stores other than Amazon's send no checksums. This keeps the engine's warning about that out of the summary.
export AWS_RESPONSE_CHECKSUM_VALIDATION=when_required

# The engine's event log has what the summary is made of. It also repeats what the program registers, secrets included, so
# nobody else can read the file, and it goes when this script ends.
events=$(mktemp)
trap 'rm -f "$events"' EXIT
trap 'exit 130' HUP INT TERM # a shell that a signal ends runs no trap of its exit

# --refresh: the plan includes what others have changed in the cloud, so that the deployment corrects it.
# PULUMI_DEBUG_COMMANDS makes --event-log known.
code=0
PULUMI_DEBUG_COMMANDS=true pulumi preview --refresh --save-plan plan.json --event-log "$events" \
  --policy-pack node_modules/pulumi-cloud-images/policy-pack --policy-pack-config policies.json \
  --non-interactive --color never >preview.txt 2>&1 || code=$?
cat preview.txt
node summary/write.mjs preview "$code" preview.txt "$events" || {
  rm -f plan.json
  [ "$code" -ne 0 ] || code=1
}
exit "$code"
