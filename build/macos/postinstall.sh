[ ! -e "$MARKS/new" ] || new=1
end_update
# By hand: what lies in a package takes owner and mode of its folders along, and Homebrew's is a person's.
mkdir -p "$ROOT/usr/local/bin"
ln -sfn "/Applications/Storage Service Drive.app/Contents/MacOS/storage-drive" "$ROOT/usr/local/bin/storage-drive"
# Who installs it by hand for the first time sees it; a silent installation starts nothing.
if [ "${new:-}" = 1 ] && pgrep -x Installer >/dev/null; then
  launchctl asuser "$(person)" sudo -u "#$(person)" open -g "$APP" || true
fi
