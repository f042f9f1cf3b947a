case "${1:-}" in
  remove) end_update ;;
esac
