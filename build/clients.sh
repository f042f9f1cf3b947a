# What the packages do with clients that run while their files come and go. Run by root; nothing of it may stop an
# installation. What a client does about a mark is in src/main/shell/package-word.ts.
# MARKS and clients() are each system's own (system.sh).

# end_clients SECONDS: every client ends in order, by force where the time is over.
end_clients() {
  left="$1"
  for pid in $(clients); do kill "$pid" 2>/dev/null || true; done
  while [ -n "$(clients)" ] && [ "$left" -gt 0 ]; do
    sleep 1
    left=$((left - 1))
  done
  for pid in $(clients); do kill -s KILL "$pid" 2>/dev/null || true; done
}

# Not by `: >`, whose failure would end the script. Clients look at it, whatever the umask is of who installs.
mark() {
  mkdir -p "$MARKS" && chmod 755 "$MARKS" && touch "$MARKS/$1"
}

# Clients end, once nobody logs in, and come again when the mark is gone.
begin_update() {
  rm -f "$MARKS/forget" || true # of a removal that broke off
  mark update || true
  end_clients 100
}

end_update() {
  rm -rf "$MARKS" || true
}

# With STORAGE_DRIVE_FORGET=1 clients give back their session first and delete what the PC keeps of it. Marks go once the
# files are gone (end_update): one of an update that broke off is waited for, and would start the client once more.
begin_removal() {
  [ "${STORAGE_DRIVE_FORGET:-}" != 1 ] || mark forget || echo "No session is given back. Removal goes on." >&2
  end_clients 60
}
