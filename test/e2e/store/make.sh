#!/bin/sh
# Makes the certificate of s3.mjs anew, valid for a hundred years, for the names of the README of examples/gitops. It is test data,
# committed with its key, and must never be trusted by anything else.
set -eu
cd "$(dirname "$0")"
names=DNS:*.obs.eu-de.otc.t-systems.com,DNS:*.obs.cn-north-4.myhuaweicloud.com,DNS:s3.example.com
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 36500 \
  -subj "/CN=TEST ONLY store of pulumi-cloud-images" -addext "subjectAltName=$names" \
  -keyout test-store.key -out test-store.crt
