[ "${1:-}" != configure ] || restart_clients
