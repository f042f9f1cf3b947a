case "${1:-}" in
  upgrade) begin_update ;;
  remove) begin_removal ;;
esac
