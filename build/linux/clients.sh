# What the packages do with clients that run while their files change. Run by root; nothing of it may stop an installation.
APP=/usr/lib/storage-service-drive
KEPT=/run/storage-service-drive

# The process of each client, without its helpers. A file that was replaced is called "(deleted)".
clients() {
  for exe in /proc/[0-9]*/exe; do
    case "$(readlink "$exe" 2>/dev/null)" in
      "$APP/storage-service-drive" | "$APP/storage-service-drive (deleted)") ;;
      *) continue ;;
    esac
    pid="${exe#/proc/}"
    pid="${pid%/exe}"
    grep -q -e --type= "/proc/$pid/cmdline" 2>/dev/null || echo "$pid"
  done
}

# as FOLDER COMMAND…: as the user of a client, in its surroundings. FOLDER: /proc/PID, or what keep_clients left of it.
as() {
  from="$1"
  shift
  set -- "$(stat -c %u "$from/environ")" "$(stat -c %g "$from/environ")" "$@"
  uid="$1"
  gid="$2"
  shift 2
  name="$(id -nu "$uid" 2>/dev/null)" && groups=--init-groups || groups=--clear-groups
  { cat "$from/environ"; printf '%s\0' "$@"; } |
    (cd / && xargs -0 setpriv "--reuid=$uid" "--regid=$gid" "$groups" env -i)
}

# Ends every client in order; with $1 = forget it first gives back the session and deletes what the PC keeps of it.
end_clients() {
  for pid in $(clients); do
    [ "${1:-}" != forget ] || as "/proc/$pid" "$APP/storage-drive" logout --forget >/dev/null 2>&1 || true
    as "/proc/$pid" "$APP/storage-drive" quit >/dev/null 2>&1 || kill "$pid" 2>/dev/null || true
  done
}

# Remembers who has a client, so that restart_clients can give it back.
keep_clients() {
  rm -rf "$KEPT"
  for pid in $(clients); do
    (umask 077 && mkdir -p "$KEPT/$pid") || continue
    for file in environ cmdline; do cat "/proc/$pid/$file" >"$KEPT/$pid/$file" 2>/dev/null || true; done
    chown "$(stat -c %u:%g "/proc/$pid/environ")" "$KEPT/$pid/environ"
  done
}

restart_clients() {
  for from in "$KEPT"/*/; do
    [ -s "$from/cmdline" ] || continue
    # Its arguments are without blanks of their own.
    as "${from%/}" setsid $(tr '\0' ' ' <"$from/cmdline") </dev/null >/dev/null 2>&1 &
  done
  [ ! -d "$KEPT" ] || (sleep 1 && rm -rf "$KEPT")
}
