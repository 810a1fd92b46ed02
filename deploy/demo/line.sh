#!/usr/bin/env bash
# line.sh RATE COMMAND...: runs a command in a network of its own, where this machine is 198.19.77.1, behind a card of
# that rate (as tc has it: 1gbit). So a benchmark finds a storage of this machine as if it were on another one. Needs root.
set -euo pipefail
rate=$1 net=line-$$ near=line0-$$ far=line1-$$
shift

ip netns add "$net"
# The cards go with it.
trap 'ip netns delete "$net"' EXIT
ip link add "$near" type veth peer name "$far" netns "$net"
ip address add 198.19.77.1/30 dev "$near"
ip link set "$near" up
ip -n "$net" address add 198.19.77.2/30 dev "$far"
ip -n "$net" link set "$far" up
ip -n "$net" link set lo up
tc qdisc add dev "$near" root tbf rate "$rate" burst 1mb latency 20ms
tc -n "$net" qdisc add dev "$far" root tbf rate "$rate" burst 1mb latency 20ms
ip netns exec "$net" "$@"
