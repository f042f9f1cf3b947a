[ "$1" -lt 2 ] || { keep_clients && end_clients; }
