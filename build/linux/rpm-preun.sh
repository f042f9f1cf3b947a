[ "$1" -ne 0 ] || begin_removal
