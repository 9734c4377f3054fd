import { BlockList, isIPv6 } from "node:net";

/**
 * Whether an IP address belongs to a machine, a private network or a special purpose rather than to the public
 * internet (the registries of RFC 6890). IPv4 within IPv6 is judged by the IPv4 part.
 */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (!isIPv6(bare)) return privateV4.check(bare, "ipv4");
  // Of IPv6 only 2000::/3 is given out at all.
  return privateV6.check(bare, "ipv6") || privateV4.check(bare, "ipv6") || !globalV6.check(bare, "ipv6");
}

const privateV4 = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  privateV4.addSubnet(network, prefix, "ipv4");
}

/** Within 2000::/3: Teredo, benchmarking, documentation, 6to4 (which hide IPv4 addresses or belong to nobody). */
const privateV6 = new BlockList();
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  privateV6.addSubnet(network, prefix, "ipv6");
}

const globalV6 = new BlockList();
globalV6.addSubnet("2000::", 3, "ipv6");
// IPv4-mapped addresses were judged by their IPv4 part already.
globalV6.addSubnet("::ffff:0:0", 96, "ipv6");
