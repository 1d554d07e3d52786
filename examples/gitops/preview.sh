#!/bin/sh
# Shows what a deployment would do, and checks it by the policies. Writes summary.md for the reviewers, and plan.json for
# deploy.sh. The exit code is that of the preview: if a mandatory policy is violated it is not 0, and there is no plan.
set -eu
cd "$(dirname "$0")"
rm -f plan.json

# Object stores other than Amazon's send no checksums. This keeps the engine's warning about that out of the summary.
export AWS_RESPONSE_CHECKSUM_VALIDATION=when_required

# --refresh: the plan includes what others have changed in the cloud, so that the deployment corrects it.
# Text, not --json, because the engine's JSON has no policies.
code=0
pulumi preview --refresh --save-plan plan.json \
  --policy-pack node_modules/pulumi-cloud-images/policy-pack --policy-pack-config policies.json \
  --non-interactive --color never >preview.txt 2>&1 || code=$?
cat preview.txt

if [ "$code" -eq 0 ]; then verdict="A deployment does this"; else verdict="This cannot be deployed"; fi
{
  printf '### Images: %s\n\n' "$verdict"
  LC_ALL=C tr -d '\000-\010\013-\037\177' <preview.txt | LC_ALL=C awk -f summary.awk
} >summary.md
exit "$code"
