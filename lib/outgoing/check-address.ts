import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { env } from "../env";

/** All addresses of a name; tests bring their own. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

export type AddressRefusal = "not_a_url" | "not_https" | "has_password" | "port" | "unresolvable" | "private";

/** An address that may be written to, with the one IP address that was checked: the socket goes there and nowhere else. */
export interface CheckedAddress {
  readonly url: URL;
  readonly ip: string;
}

export type AddressCheck =
  | { readonly outcome: "allowed"; readonly address: CheckedAddress }
  | { readonly outcome: "refused"; readonly reason: AddressRefusal };

const HTTP_PORTS: readonly number[] = [80, 443];
/** Below this stand mail, shells, name servers: nothing that waits for a webhook. */
const FIRST_FREE_PORT = 1024;
/** Open to who keeps the desk beside their own systems. Never link-local: the keys of a cloud machine lie there. */
const OWN_NETWORK: readonly string[] = ["private", "loopback", "uniqueLocal", "carrierGradeNat"];
/** All of IPv6 that is given out; below it stand old forms with an IPv4 address inside (::127.0.0.1). */
const GIVEN_OUT_IPV6 = "2000::/3";

const resolveAll: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true, verbatim: true })).map(({ address }) => address);

/**
 * Whether we may write to this address: HTTPS, no password in it, a port for such things, and every IP address of its
 * name a public one. Asked when it is saved and again before each sending, since a name may come to point elsewhere.
 */
export async function checkAddress(
  text: string,
  {
    resolve = resolveAll,
    isPrivateAllowed = env().OUTGOING_ALLOW_PRIVATE,
  }: { resolve?: Resolve; isPrivateAllowed?: boolean } = {},
): Promise<AddressCheck> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return refused("not_a_url");
  const reason = problemOf(url, isPrivateAllowed);
  if (reason !== null) return refused(reason);
  // An IPv6 address stands in brackets; a number in any spelling has become a plain one by parsing.
  const hostname = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const ips = isIP(hostname) === 0 ? await resolve(hostname).catch(() => []) : [hostname];
  const [first] = ips;
  if (first === undefined) return refused("unresolvable");
  // All of them: a name with one public and one private address is a trap.
  if (!ips.every((ip) => isReachable(ip, isPrivateAllowed))) return refused("private");
  return { outcome: "allowed", address: { url, ip: first } };
}

function problemOf(url: URL, isPrivateAllowed: boolean): AddressRefusal | null {
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isPrivateAllowed)) return "not_https";
  if (url.username !== "" || url.password !== "") return "has_password";
  const port = Number(url.port);
  const isPortFine =
    url.port === "" || isPrivateAllowed || HTTP_PORTS.includes(port) || port >= FIRST_FREE_PORT;
  return isPortFine ? null : "port";
}

/**
 * Whether an IP address is one of the public internet (or, where allowed, of one's own network). What carries an IPv4
 * address inside (mapped, 6to4, NAT64, Teredo) is none: it would lead to wherever that one points.
 */
export function isReachable(ip: string, isPrivateAllowed: boolean): boolean {
  if (!ipaddr.isValid(ip)) return false;
  const parsed = ipaddr.parse(ip);
  const range: string = parsed.range();
  if (range === "unicast") return parsed.kind() === "ipv4" || parsed.match(ipaddr.parseCIDR(GIVEN_OUT_IPV6));
  return isPrivateAllowed && OWN_NETWORK.includes(range);
}

function refused(reason: AddressRefusal): AddressCheck {
  return { outcome: "refused", reason };
}
