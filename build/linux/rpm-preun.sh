if [ "$1" -eq 0 ]; then
  if [ "${STORAGE_DRIVE_FORGET:-}" = 1 ]; then end_clients forget; else end_clients; fi
fi
