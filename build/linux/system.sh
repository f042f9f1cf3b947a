APP=/usr/lib/storage-service-drive
MARKS=/run/storage-service-drive

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
