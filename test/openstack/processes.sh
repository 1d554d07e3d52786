# Sourced by lab.sh: starts services and ends exactly those. A record holds "pid start-time"; both must match, so that
# a process id used again by somebody else is never taken for ours.

start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

alive() { # name
  local pid started
  [ -f "$RUN/$1.pid" ] || return 1
  read -r pid started <"$RUN/$1.pid"
  [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ]
}

spawn() { # name command…
  local name=$1; shift
  if alive "$name"; then return; fi
  # setsid: leader of its own group, so that its workers end with it
  setsid "$@" >>"$LOG/$name.out" 2>&1 </dev/null &
  echo "$! $(start_time $!)" >"$RUN/$name.pid"
}

wait_for() { # name url seconds
  local i
  for ((i = 0; i < $3 * 5; i++)); do
    if curl -s -o /dev/null --max-time 2 --noproxy '*' "$2"; then return; fi
    alive "$1" || { tail -20 "$LOG/$1.out"; fail "$1 ended"; }
    sleep 0.2
  done
  tail -20 "$LOG/$1.out"
  fail "$1 not ready after $3 s"
}

stop_all() {
  local file name pid i
  for file in "$RUN"/*.pid; do
    [ -e "$file" ] || continue
    name=$(basename "$file" .pid)
    if alive "$name"; then
      read -r pid _ <"$file"
      kill -TERM -- "-$pid" 2>/dev/null || true
      for ((i = 0; i < 50; i++)); do kill -0 -- "-$pid" 2>/dev/null || break; sleep 0.2; done
      kill -KILL -- "-$pid" 2>/dev/null || true
      say "$name stopped"
    fi
    rm -f "$file"
  done
}
