#!/bin/sh
# Fails if somebody has changed the stack's images in the cloud, and shows the changes, in summary.md too. It changes nothing;
# the next deployment corrects the drift.
set -eu
cd "$(dirname "$0")"
rm -f summary.md
export AWS_RESPONSE_CHECKSUM_VALIDATION=when_required

events=$(mktemp) # with secrets in it, as in preview.sh
trap 'rm -f "$events"' EXIT
trap 'exit 130' HUP INT TERM # a shell that a signal ends runs no trap of its exit

code=0
PULUMI_DEBUG_COMMANDS=true pulumi refresh --preview-only --expect-no-changes --diff --event-log "$events" \
  --non-interactive --color never >drift.txt 2>&1 || code=$?
cat drift.txt
node summary/write.mjs drift "$code" drift.txt "$events"
exit "$code"
