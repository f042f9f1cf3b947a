# ROOT: the volume that is installed on.
ROOT="${ROOT%/}"
APP="$ROOT/Applications/Storage Service Drive.app"
MARKS="$ROOT/var/run/storage-service-drive"

# The process of each client: its helpers are programs of their own. (-ww: ps cuts lines at 79 letters else.)
clients() {
  ps -axwwo pid=,comm= | while read -r pid program; do
    [ "$program" != "$APP/Contents/MacOS/Storage Service Drive" ] || echo "$pid"
  done
}

# The person at the screen; 0 where nobody is logged on.
person() {
  stat -f %u /dev/console
}
