# Runs a command on a system of its own: what it changes in /etc, /run, /usr and dpkg's records, and its temporary files, lie
# in memory and are gone with it.
# own-system.sh FOLDER COMMAND…; to be run by root with mounts and processes of its own (`unshare --mount --pid --fork`).
set -e
place="$1"
shift
mount -t tmpfs -o mode=1777 none "$place"
for folder in etc run usr var/lib/dpkg; do
  mkdir -p "$place/$folder/changes" "$place/$folder/work"
  mount -t overlay overlay -o "lowerdir=/$folder,upperdir=$place/$folder/changes,workdir=$place/$folder/work" "/$folder"
done
export TMPDIR="$place"
# Not `exec`: this shell is the first of these processes, and takes leave of those whose parent is gone.
[ $# -eq 0 ] || "$@"
