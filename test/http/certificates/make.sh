#!/bin/sh
# Makes the certificates of tls.test.ts and proxy.test.ts anew, valid for a hundred years: an authority, a server at
# 127.0.0.1, one of the name cloud.example, and a client. They are test data, committed with their keys, and must never be
# trusted by anything else.
set -eu
cd "$(dirname "$0")"
curve="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc"
openssl req -x509 $curve -days 36500 \
  -subj "/CN=TEST ONLY authority of pulumi-cloud-images" -keyout authority.tmp -out test-authority.crt
make() {
  openssl req $curve -subj "/CN=TEST ONLY $1 of pulumi-cloud-images" -keyout "test-$1.key" -out request.tmp
  printf '%s\n' "$2" > extensions.tmp
  openssl x509 -req -in request.tmp -CA test-authority.crt -CAkey authority.tmp -days 36500 \
    -extfile extensions.tmp -out "test-$1.crt"
}
make server subjectAltName=IP:127.0.0.1
make cloud subjectAltName=DNS:cloud.example
make client extendedKeyUsage=clientAuth
rm -f authority.tmp request.tmp extensions.tmp test-authority.srl
