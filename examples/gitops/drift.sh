#!/bin/sh
# Fails when somebody has changed in the cloud what the stack has made, and shows what. It changes nothing; the next
# deployment mends it.
set -eu
cd "$(dirname "$0")"

exec pulumi refresh --preview-only --expect-no-changes --diff --non-interactive --color never
