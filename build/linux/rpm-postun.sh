[ "$1" -ne 0 ] || end_update
