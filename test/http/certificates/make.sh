#!/bin/sh
# Makes the certificates of tls.test.ts anew: an authority and a server at 127.0.0.1, valid for a hundred years.
# They are test data, committed with their key, and must never be trusted by anything else.
set -eu
cd "$(dirname "$0")"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 36500 \
  -subj "/CN=TEST ONLY authority of pulumi-cloud-images" -keyout authority.tmp -out test-authority.crt
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc \
  -subj "/CN=TEST ONLY server of pulumi-cloud-images" -keyout test-server.key -out request.tmp
printf 'subjectAltName=IP:127.0.0.1\n' > extensions.tmp
openssl x509 -req -in request.tmp -CA test-authority.crt -CAkey authority.tmp -days 36500 \
  -extfile extensions.tmp -out test-server.crt
rm -f authority.tmp request.tmp extensions.tmp test-authority.srl
