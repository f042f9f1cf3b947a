preferences="${ROOT%/}/Library/Preferences/storage-service-drive"
defaults write "$preferences" service -string "$SERVICE"
chmod 644 "$preferences.plist"
