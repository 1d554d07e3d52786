#!/bin/sh
# Does what the plan of preview.sh says. Where the cloud, the state or the program have changed since, so that more would
# have to be done, the engine refuses: run preview.sh again, and let that plan be read.
set -eu
cd "$(dirname "$0")"

# The policies once more: they now see what the preview did not know yet, and what they added stands in the plan.
exec pulumi up --yes --refresh --plan plan.json \
  --policy-pack node_modules/pulumi-cloud-images/policy-pack --policy-pack-config policies.json \
  --non-interactive --color never
