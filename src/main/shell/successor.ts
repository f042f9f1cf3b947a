/**
 * A shell's script: waits until the mark is gone, then starts what lies there by then. The mark goes with the end of the
 * whole transaction, and one that brings hundreds of packages besides ours takes its time (dpkg unpacks all of them
 * before it configures one); it is given four hours. Arguments: the mark, the program and its own.
 */
export const SUCCESSOR = `left=14400
while [ -e "$1" ]; do
  [ "$left" -gt 0 ] || exit
  left=$((left - 1))
  sleep 1
done
shift
exec "$@"`;
