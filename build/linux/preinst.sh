# An older package may have been without the step before its removal.
case "${1:-}" in
  upgrade) [ -d "$KEPT" ] || { keep_clients && end_clients; } ;;
esac
