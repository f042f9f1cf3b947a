# Runs a command on a system of its own: what it changes in /etc, /usr and dpkg's records lies in memory and is gone with it.
# own-system.sh FOLDER COMMAND…; to be run by root in a mount namespace of its own (`unshare --mount`).
set -e
place="$1"
shift
mkdir -p "$place"
mount -t tmpfs none "$place"
for folder in etc usr var/lib/dpkg; do
  mkdir -p "$place/$folder/changes" "$place/$folder/work"
  mount -t overlay overlay -o "lowerdir=/$folder,upperdir=$place/$folder/changes,workdir=$place/$folder/work" "/$folder"
done
[ $# -gt 0 ] || exit 0
exec "$@"
