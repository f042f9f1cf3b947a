# Takes the client away for everybody:
#   sudo sh "/Applications/Storage Service Drive.app/Contents/Resources/uninstall.sh" [--forget]
# --forget: clients that run give back their session first and delete what the Mac keeps of it.

take_away() {
  case "${1:-}" in
    "") ;;
    --forget) STORAGE_DRIVE_FORGET=1 ;;
    *)
      echo "usage: sudo sh uninstall.sh [--forget]" >&2
      exit 2
      ;;
  esac
  if [ "$(id -u)" -ne 0 ]; then
    echo "Nothing was changed. Next step: run it with sudo." >&2
    exit 2
  fi
  begin_removal
  launchctl bootout "gui/$(person)/storage-service-drive" 2>/dev/null || true
  command="$ROOT/usr/local/bin/storage-drive"
  case "$(readlink "$command" 2>/dev/null)" in
    "/Applications/Storage Service Drive.app/"*) rm -f "$command" ;;
  esac
  rm -f "$ROOT/Library/LaunchAgents/storage-service-drive.plist"
  rm -f "$ROOT/Library/Preferences/storage-service-drive.plist"
  rm -rf "$APP"
  end_update
  for receipt in $(pkgutil --pkgs='storage-service-drive.*'); do pkgutil --forget "$receipt" >/dev/null; done
}

take_away "$@"
