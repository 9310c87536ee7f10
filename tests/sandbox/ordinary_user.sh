#!/bin/sh
# Runs a command as an ordinary user in a private mount namespace, for a machine on which only root is.
#   ordinary_user.sh KEEP... -- COMMAND...
# Each KEEP is a path the command must reach. Where a folder above one is closed to others (such as
# /root), it is covered by an empty one in which only what is kept is shown. The host is untouched.
set -eu
[ "${1:-}" = --inside ] || exec unshare --mount --propagation private "$0" --inside "$@"
shift

closed_above() { # prints the topmost folder above $1 that others may not enter
    at=
    oldifs=$IFS
    IFS=/
    for part in ${1#/}; do
        at=$at/$part
        case $(stat -c %A "$at") in d*x | d*t) ;; d*) printf '%s' "$at"; break ;; esac
    done
    IFS=$oldifs
}

aside=$(mktemp -d)
mount -t tmpfs -o mode=755 tmpfs "$aside"
number=0
kept=
while [ "$1" != -- ]; do
    closed=$(closed_above "$1")
    if [ -n "$closed" ]; then
        number=$((number + 1))
        mkdir "$aside/$number"
        mount --bind "$1" "$aside/$number"
        kept="$kept $closed:$1:$aside/$number"
    fi
    shift
done
shift
covered=
for each in $kept; do
    closed=${each%%:*}
    rest=${each#*:}
    case " $covered " in *" $closed "*) ;; *) mount -t tmpfs -o mode=755 tmpfs "$closed"; covered="$covered $closed" ;; esac
    mkdir -p "${rest%%:*}"
    mount --bind "${rest#*:}" "${rest%%:*}"
done
umount -l "$aside"
rmdir "$aside"
cd /
exec setpriv --reuid=1234 --regid=1234 --clear-groups --no-new-privs env HOME=/nonexistent "$@"
