#!/bin/sh
# Deploys the plan that preview.sh has saved. If the cloud, the state or the program has changed since and needs further changes,
# the engine refuses: run preview.sh again, and have the new plan reviewed.
set -eu
cd "$(dirname "$0")"

# The policies run again: they now see values that the preview did not know, and the plan has what they added.
exec pulumi up --yes --refresh --plan plan.json \
  --policy-pack node_modules/pulumi-cloud-images/policy-pack --policy-pack-config policies.json \
  --non-interactive --color never
