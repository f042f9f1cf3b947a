[ ! -e "$MARKS/new" ] || new=1
end_update
# Who installs it by hand for the first time sees it; a silent installation starts nothing.
if [ "${new:-}" = 1 ] && pgrep -x Installer >/dev/null; then
  launchctl asuser "$(person)" sudo -u "#$(person)" open -g "$APP" || true
fi
