#!/bin/sh
# Send a built edition to its host, where deploy/receive.sh takes it.
#
#   deploy/send.sh EDITION USER@HOST
#
# DELIVERY_KEY holds the key that may deliver, KNOWN_HOSTS the lines by which the host is known. The host decides which
# edition it takes, and where to. guide/how-to/continuous-integration.md has the rest.
set -eu
umask 077

if [ $# -ne 2 ]; then
  echo "usage: deploy/send.sh EDITION USER@HOST" >&2
  exit 2
fi
edition=$1
host=$2

here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
sites=${SITES:-$here/site}
: "${DELIVERY_KEY:?must hold the key that may deliver}" "${KNOWN_HOSTS:?must hold the line by which the host is known}"

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
trap 'exit 1' HUP INT TERM
printf '%s\n' "$DELIVERY_KEY" > "$work/key"
printf '%s\n' "$KNOWN_HOSTS" > "$work/known_hosts"

set -- "$edition" "$edition.manifest.json" "$edition.nginx.conf"
[ ! -f "$sites/$edition.proof.json" ] || set -- "$@" "$edition.proof.json"
tar -C "$sites" -cf "$work/site.tar" -- "$@"
ssh -o BatchMode=yes -o IdentitiesOnly=yes -o IdentityFile="$work/key" -o StrictHostKeyChecking=yes \
  -o UserKnownHostsFile="$work/known_hosts" -- "$host" deliver < "$work/site.tar"
