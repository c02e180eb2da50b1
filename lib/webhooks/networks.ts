import ipaddr from "ipaddr.js";

/** A network as it was typed, in the form it is kept in: `185.73.192.0/22`, one address as `/32` or `/128`. Null: none. */
export function parseNetwork(given: string): string | null {
  const text = given.trim();
  try {
    const [address, bits] = text.includes("/") ? ipaddr.parseCIDR(text) : onlyOne(text);
    // A short IPv4 ("10.1") is read as something nobody meant.
    if (address.kind() === "ipv4" && !/^\d+\.\d+\.\d+\.\d+(\/\d+)?$/.test(text)) return null;
    const first =
      address.kind() === "ipv4"
        ? ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`)
        : ipaddr.IPv6.networkAddressFromCIDR(`${address.toNormalizedString()}/${bits}`);
    return `${first.toString()}/${bits}`;
  } catch {
    return null;
  }
}

function onlyOne(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const address = ipaddr.parse(text);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}

/** Whether an address lies in one of the networks. No address, or one that is none: it does not. */
export function isInNetworks(address: string | null, networks: readonly string[]): boolean {
  if (address === null || !ipaddr.isValid(address)) return false;
  // IPv4 written as IPv6 (::ffff:1.2.3.4) is IPv4.
  const caller = ipaddr.process(address);
  return networks.some((network) => {
    if (!ipaddr.isValidCIDR(network)) return false;
    const [first, bits] = ipaddr.parseCIDR(network);
    return first.kind() === caller.kind() && caller.match(first, bits);
  });
}
