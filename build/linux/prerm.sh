case "${1:-}" in
  upgrade) keep_clients && end_clients ;;
  remove)
    if [ "${STORAGE_DRIVE_FORGET:-}" = 1 ]; then end_clients forget; else end_clients; fi
    ;;
esac
