#!/usr/bin/env bash
# A small real OpenStack (Keystone, Glance, Cinder) on loopback, from Debian 12's packages, without systemd.
#   lab.sh up        install + start
#   lab.sh install   the Debian packages (root, about 1 min)
#   lab.sh start     databases on first use, every service, ready when Cinder knows a backend (20 s, later 5 s)
#   lab.sh stop      ends the processes that this script started, and no other
#   lab.sh env       the client's OS_* settings, and the folder of the volumes, as JSON
#   lab.sh wipe      stop, and remove all state
# Settings (environment): LAB_STATE  folder of all state   LAB_PORTS  "keystone glance cinder"   LAB_PASSWORD  admin's
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
STATE=${LAB_STATE:-/var/lib/pulumi-cloud-images-lab}
read -r LAB_KEYSTONE_PORT LAB_GLANCE_PORT LAB_CINDER_PORT <<<"${LAB_PORTS:-5000 9292 8776}"
LAB_PASSWORD=${LAB_PASSWORD:-lab-secret}
LOG=$STATE/log; RUN=$STATE/run; ETC=$STATE/etc
export LAB_KEYSTONE_PORT LAB_GLANCE_PORT LAB_CINDER_PORT LAB_PASSWORD
export LC_ALL=C.UTF-8 PYTHONWARNINGS=ignore PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$HERE/services
PYTHON=/usr/bin/python3 # Debian's own: the one its packages are installed for
KEYSTONE=http://127.0.0.1:$LAB_KEYSTONE_PORT

say() { echo "[lab] $*"; }
fail() { say "$*"; exit 1; }
# shellcheck source=processes.sh
source "$HERE/processes.sh"
# shellcheck source=settings.sh
source "$HERE/settings.sh"

suits() {
  # shellcheck disable=SC1091
  if ! (. /etc/os-release && [ "$ID $VERSION_ID" = "debian 12" ]) 2>/dev/null || [ "$(id -u)" != 0 ]; then
    say "needs root on Debian 12 (a container will do)"; exit 69 # EX_UNAVAILABLE, sysexits.h
  fi
}

install_packages() {
  local wanted=(keystone glance-api cinder-api cinder-scheduler cinder-volume qemu-utils sqlite3 curl uwsgi-plugin-python3)
  local missing=() package
  for package in "${wanted[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || { say "packages are installed"; return; }
  # Debian's scripts would start the daemons on all addresses; 101 forbids it (invoke-rc.d(8)).
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' >$policy; chmod +x $policy
    trap "rm -f $policy" EXIT
  fi
  # cinder-common's postinst asks for the host's own name; where it does not resolve, dpkg stops.
  local host; host=$(cat /proc/sys/kernel/hostname)
  getent hosts "$host" >/dev/null || echo "127.0.0.1 localhost $host" >>/etc/hosts
  say "installing ${missing[*]}"
  mkdir -p "$LOG"
  apt-get update -qq >"$LOG/apt.log" 2>&1 || { tail -20 "$LOG/apt.log"; fail "apt-get update failed"; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >>"$LOG/apt.log" 2>&1 \
    || { tail -30 "$LOG/apt.log"; fail "apt-get install failed"; }
  say "packages installed in $SECONDS s"
}

create_databases() {
  [ ! -f "$STATE/.databases" ] || return 0
  {
    local url=$KEYSTONE/v3/ config="--config-file $ETC/keystone.conf" owner="--keystone-user root --keystone-group root"
    # shellcheck disable=SC2086
    { keystone-manage $config db_sync
      keystone-manage $config fernet_setup $owner
      keystone-manage $config credential_setup $owner
      keystone-manage $config bootstrap --bootstrap-password "$LAB_PASSWORD" --bootstrap-region-id RegionOne \
        --bootstrap-public-url "$url" --bootstrap-internal-url "$url" --bootstrap-admin-url "$url"; }
    glance-manage --config-file "$ETC/glance-api.conf" db_sync
    cinder-manage --config-file "$ETC/cinder.conf" db sync
    # A write-ahead log is a lasting property of the file. Without it Keystone answers 500 "database is locked": it
    # commits on one connection while it reads on another.
    for name in keystone glance cinder; do sqlite3 "$STATE/$name.sqlite" 'pragma journal_mode=wal'; done
  } >>"$LOG/databases.log" 2>&1 || { tail -20 "$LOG/databases.log"; fail "the databases could not be created"; }
  touch "$STATE/.databases"
}

start() {
  command -v keystone-manage >/dev/null || fail "not installed: run lab.sh install first"
  write_settings
  create_databases
  # One thread per process: SQLite connections cannot move between threads. "Connection: close": uwsgi's http-socket
  # keeps no connection alive, and without the header Glance and Cinder reuse a dead one: a 401 out of the blue.
  local uwsgi; uwsgi=$(command -v uwsgi_python3 || command -v uwsgi)
  OS_KEYSTONE_CONFIG_FILES=$ETC/keystone.conf spawn keystone "$uwsgi" --plugins python3 \
    --http-socket "127.0.0.1:$LAB_KEYSTONE_PORT" --wsgi-file /usr/bin/keystone-wsgi-public --master --processes 2 \
    --threads 1 --enable-threads --lazy-apps --die-on-term --buffer-size 65535 --add-header "Connection: close"
  wait_for keystone "$KEYSTONE/v3" 60
  $PYTHON "$HERE/services/lab_seed.py"
  spawn glance glance-api --config-file "$ETC/glance-api.conf"
  spawn cinder $PYTHON "$HERE/services/lab_cinder.py" --config-file "$ETC/cinder.conf" --log-file cinder.log
  wait_for cinder "http://127.0.0.1:$LAB_CINDER_PORT/" 90
  wait_for glance "http://127.0.0.1:$LAB_GLANCE_PORT/" 60
  $PYTHON "$HERE/services/lab_ready.py" || { tail -20 "$LOG/cinder.out"; fail "Cinder has no backend"; }
  say "ready after $SECONDS s: keystone $LAB_KEYSTONE_PORT, glance $LAB_GLANCE_PORT, cinder $LAB_CINDER_PORT"
}

case "${1:-}" in
  install) suits; install_packages ;;
  start) suits; start ;;
  up) suits; install_packages; start ;;
  stop) stop_all ;;
  wipe) stop_all; rm -rf "$STATE" ;;
  env)
    cat <<JSON
{"OS_AUTH_URL":"$KEYSTONE/v3","OS_USERNAME":"admin","OS_PASSWORD":"$LAB_PASSWORD","OS_PROJECT_NAME":"admin",
 "OS_USER_DOMAIN_ID":"default","OS_PROJECT_DOMAIN_ID":"default","OS_IDENTITY_API_VERSION":"3","OS_REGION_NAME":"RegionOne",
 "LAB_VOLUMES":"$STATE/volumes"}
JSON
    ;;
  *) sed -n '2,9p' "$0"; exit 2 ;;
esac
