#!/bin/sh
# Says what a deployment would do, judged by the policies. Leaves summary.md for the reviewers, and plan.json for
# deploy.sh. Ends as the preview does: not with 0 when a mandatory policy is broken, and then there is no plan.
set -eu
cd "$(dirname "$0")"
rm -f plan.json

# Stores of S3's protocol that are not Amazon's send no checksums; the engine need not say so in the summary.
export AWS_RESPONSE_CHECKSUM_VALIDATION=when_required

# --refresh: what others have changed in the cloud is part of the plan, so that the deployment mends it.
# The text, not --json: the engine leaves the policies out of its JSON.
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
