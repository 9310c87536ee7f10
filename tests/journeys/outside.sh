#!/bin/sh
# Runs a command in a network of its own: loopback works, and whatever is sent anywhere else goes into
# one end of a cable whose other end nobody listens to. The last line of standard error says how many
# packets, questions for an address included, went in.
set -eu
ip link set lo up
ip link add outside type veth peer name nowhere
for end in outside nowhere; do
    sysctl -q -w "net.ipv6.conf.$end.disable_ipv6=1"
    ip link set "$end" up
done
ip addr add 198.51.100.1/24 dev outside
ip route add default dev outside
code=0
"$@" || code=$?
ip -s link show outside | awk 'found { print "packets " $2; exit } /TX:/ { found = 1 }' >&2
exit "$code"
