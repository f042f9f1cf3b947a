[ "$1" -lt 2 ] || begin_update
