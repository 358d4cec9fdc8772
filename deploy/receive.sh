#!/bin/sh
# Take an edition from standard input, as deploy/send.sh sends it, and deliver it on this host.
#
#   deploy/receive.sh EDITION TARGET [options of assess verify]
#
# It is what a key that may only deliver is allowed to run. guide/how-to/continuous-integration.md has the rest.
set -eu
umask 077

if [ $# -lt 2 ]; then
  echo "usage: deploy/receive.sh EDITION TARGET [options of assess verify]" >&2
  exit 2
fi
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
trap 'exit 1' HUP INT TERM
tar -C "$work" -xf - --no-same-owner --no-same-permissions || {
  echo "receive: what was sent is no archive, or was cut off" >&2
  exit 1
}
if [ -n "$(find "$work" ! -type f ! -type d -print | head -n 1)" ]; then
  echo "receive: what was sent holds something that is neither a file nor a folder" >&2
  exit 1
fi
SITES=$work "$here/deliver.sh" "$@"
