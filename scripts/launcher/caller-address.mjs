import { BlockList, isIP } from "node:net";

// Where a reverse proxy of ours can stand: this machine or its private networks.
const near = new BlockList();
for (const [network, prefix] of [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
]) {
  near.addSubnet(String(network), Number(prefix), "ipv4");
}
near.addAddress("::1", "ipv6");
near.addSubnet("fc00::", 7, "ipv6");

/**
 * Who calls: the socket's other end, or, when that is a proxy near us, the address this proxy saw (the last one it
 * wrote down; what stands before it was claimed by others).
 * @param {string | undefined} peer
 * @param {string | string[] | undefined} forwardedFor
 */
export function callerAddress(peer, forwardedFor) {
  const socket = plain(peer ?? "");
  const told = [forwardedFor ?? ""].flat().join(",").split(",").at(-1)?.trim() ?? "";
  return isNear(socket) && isIP(told) !== 0 ? plain(told) : socket;
}

/** @param {string} address */
function plain(address) {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}

/** @param {string} address */
function isNear(address) {
  const family = isIP(address);
  return family !== 0 && near.check(address, family === 6 ? "ipv6" : "ipv4");
}
