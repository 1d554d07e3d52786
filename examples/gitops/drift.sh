#!/bin/sh
# Fails if somebody has changed the stack's images in the cloud, and shows the changes. It changes nothing; the next
# deployment corrects the drift.
set -eu
cd "$(dirname "$0")"

exec pulumi refresh --preview-only --expect-no-changes --diff --non-interactive --color never
