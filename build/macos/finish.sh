# On a Mac with Xcode's command line tools: signs what this folder holds, has Apple notarise it, and makes the installer
# (pkg) and the app alone (zip), both in the folder `finished`.
#   sh finish.sh --app "Developer ID Application: …" --installer "Developer ID Installer: …" --notary PROFILE
#   sh finish.sh --trial      signed for this Mac alone, to be tried out
# PROFILE holds the password in the keychain; it is made once by `xcrun notarytool store-credentials PROFILE`.
set -eu

usage() {
  echo 'usage: sh finish.sh --app IDENTITY --installer IDENTITY --notary PROFILE | --trial' >&2
  exit 2
}

identity="" installer="" profile="" trial=""
while [ $# -gt 0 ]; do
  case "$1" in
    --trial) trial=1 ;;
    --app | --installer | --notary)
      [ $# -ge 2 ] || usage
      case "$1" in
        --app) identity="$2" ;;
        --installer) installer="$2" ;;
        --notary) profile="$2" ;;
      esac
      shift
      ;;
    *) usage ;;
  esac
  shift
done
[ -n "$trial" ] || { [ -n "$identity" ] && [ -n "$installer" ] && [ -n "$profile" ]; } || usage

cd "$(dirname "$0")"
rm -rf work finished
mkdir -p work/parts work/app finished
ditto -x -k "$NAME.zip" work/app
app="work/app/Storage Service Drive.app"

# sign CODE [program]: with what a program is entitled to
sign() {
  if [ -n "$trial" ]; then
    codesign --force --sign - "$1"
  else
    codesign --force --sign "$identity" --options runtime --timestamp ${2:+--entitlements entitlements.plist} "$1"
  fi
}

# sign_each program|"" FIND-EXPRESSION…
sign_each() {
  kind="$1"
  shift
  find "$app/Contents" "$@" | sort | while read -r code; do sign "$code" "$kind" || exit 1; done
}

# What lies in something is signed before it.
sign_each "" -type f \( -name '*.node' -o -name '*.dylib' \)
sign_each program -type f \( -path '*.framework/Versions/A/Helpers/*' -o -name ShipIt \)
sign_each "" -type d -name '*.framework' -prune
sign_each program -type d -name '*.app' -prune
sign "$app/Contents/MacOS/storage-drive" program
sign "$app" program
codesign --verify --deep --strict "$app"

# notarise FILE FOR: what FOR is good for is attached to it, so that a Mac without a network knows too
notarise() {
  [ -z "$trial" ] || return 0
  xcrun notarytool submit "$1" --keychain-profile "$profile" --wait
  xcrun stapler staple "$2"
}

zip_app() {
  rm -f "finished/$NAME.zip"
  ditto -c -k --sequesterRsrc --keepParent "$app" "finished/$NAME.zip"
}
zip_app
notarise "finished/$NAME.zip" "$app"
zip_app

# part NAME ID PKGBUILD-OPTION…
part() {
  file="work/parts/$1.pkg" id="$2"
  shift 2
  pkgbuild --version "$VERSION" --identifier "$id" "$@" "$file"
}
part client storage-service-drive --root work/app --install-location /Applications --component-plist components.plist --scripts client
part autostart storage-service-drive.autostart --root autostart --install-location /Library/LaunchAgents
for service in service-*; do
  part "$service" "storage-service-drive.$service" --nopayload --scripts "$service"
done
productbuild --distribution distribution.xml --package-path work/parts --resources resources \
  ${installer:+--sign "$installer"} "finished/$NAME.pkg"
notarise "finished/$NAME.pkg" "finished/$NAME.pkg"
rm -rf work
echo "finished/$NAME.pkg, finished/$NAME.zip${trial:+: signed for this Mac alone}"
