#!/bin/sh
# Put a built edition in its place on this host, through `assess verify`.
#
#   deploy/deliver.sh EDITION TARGET [options of assess verify]
#
# TARGET is what the web server shows; it becomes a link, which is switched in one step. Whoever runs the host says
# once, in the file TARGET.edition, which edition may be shown there. RELOAD is the command that has the web server
# read its settings anew. guide/how-to/host.md has the rest.
set -eu
umask 022

fail() {
  echo "deliver: $1" >&2
  exit 1
}

if [ $# -lt 2 ]; then
  echo "usage: deploy/deliver.sh EDITION TARGET [options of assess verify]" >&2
  exit 2
fi
edition=$1
target=${2%/}
shift 2

here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
assess=${ASSESS:-$here/.venv/bin/assess}
sites=${SITES:-$here/site}
python=$(dirname -- "$assess")/python
record=$target.manifest.json
server=$target.nginx.conf
releases=$target.releases

[ -f "$target.edition" ] || fail "$target.edition is missing: write into it which edition this host is for"
wanted=$(cat -- "$target.edition")
[ "$wanted" = "$edition" ] || fail "this host is for the $wanted edition, not for the $edition edition"
[ -d "$sites/$edition" ] && [ ! -L "$sites/$edition" ] || fail "there is no site $sites/$edition"
[ -f "$sites/$edition.nginx.conf" ] || fail "there is no $sites/$edition.nginx.conf beside the site"
[ -L "$target" ] || [ ! -e "$target" ] || fail "$target is there already and is no link: move it away first"

mkdir -- "$target.lock" || fail "another delivery is under way, or one was cut off: look, then remove $target.lock"
new=
tidy() {
  rm -rf -- "$target.lock" "$target.next" "$record.next" "$server.next"
  [ -z "$new" ] || rm -rf -- "$new"
}
trap tidy EXIT
trap 'exit 1' HUP INT TERM

# What is verified is the copy on this host, not what it was copied from.
mkdir -p -- "$releases"
new=$(mktemp -d "$releases/new-XXXXXX")
cp -RP -- "$sites/$edition" "$new/site"
cp -P -- "$sites/$edition.manifest.json" "$new/site.manifest.json"
cp -P -- "$sites/$edition.nginx.conf" "$new/$edition.nginx.conf"
[ ! -f "$sites/$edition.proof.json" ] || cp -P -- "$sites/$edition.proof.json" "$new/site.proof.json"
chmod -R u=rwX,go=rX -- "$new"
# What this script asks stands last, so that no option given to it can ask for less.
[ ! -e "$record" ] || set -- "$@" --newer-than "$record"
"$assess" verify "$new/site" "$@" --target "$edition" --manifest "$new/site.manifest.json" || fail "nothing was changed at $target"

before=
[ ! -L "$target" ] || before=$(readlink -- "$target")
made=$(basename -- "$releases")/$(basename -- "$new")/site
cp -- "$new/site.manifest.json" "$record.next"
mv -- "$record.next" "$record"
headers=same
cmp -s -- "$new/$edition.nginx.conf" "$server" || headers=new
cp -- "$new/$edition.nginx.conf" "$server.next"
mv -- "$server.next" "$server"
ln -s -- "$made" "$target.next"
new=
"$python" -c 'import os, sys; os.replace(sys.argv[1], sys.argv[2])' "$target.next" "$target"

# The release before stays, to go back to by hand; older ones go.
for each in "$releases"/*; do
  case $(basename -- "$releases")/$(basename -- "$each")/site in
    "$made" | "$before") ;;
    *) rm -rf -- "$each" ;;
  esac
done
echo "Delivered the $edition edition to $target"
if [ $headers = new ] && [ -n "${RELOAD:-}" ]; then
  sh -c "$RELOAD" || fail "the site is in place, and its headers are new: reload the settings of the web server"
elif [ $headers = new ]; then
  echo "Its headers are new: reload the settings of the web server"
fi
