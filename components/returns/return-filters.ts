import type { QueryInput } from "@/lib/wire/endpoint";
import type { listReturns } from "@/lib/wire/returns";

/** The parts of the list's address. */
export const addressNames = ["tab", "seller", "kind", "scheme", "from", "to", "q"] as const;
export type ReturnAddress = Readonly<Partial<Record<(typeof addressNames)[number], string>>>;

/** The tabs in their order on the screen. */
export const returnTabs = ["to_decide", "open", "closed", "all"] as const;
export type ReturnTab = (typeof returnTabs)[number];

export const returnKinds = ["parcel", "request"] as const;
export const returnSchemes = ["fbs", "rfbs", "fbo"] as const;

/** What a list of returns is asked by. */
export type ReturnQuery = Partial<QueryInput<typeof listReturns>> & { readonly tab: ReturnTab };

const day = /^\d{4}-\d{2}-\d{2}$/;

/** The tab an address names; what cannot be read is the list of all that is not over. */
export function tabOf(address: ReturnAddress): ReturnTab {
  return returnTabs.find((tab) => tab === address.tab) ?? "open";
}

/** The question to the server behind an address; parts that cannot be read are left out. */
export function toReturnQuery(address: ReturnAddress): ReturnQuery {
  const { seller, kind, scheme, from, to, q } = address;
  return {
    tab: tabOf(address),
    seller_id: seller,
    kind: returnKinds.find((known) => known === kind),
    scheme: returnSchemes.find((known) => known === scheme),
    from: from !== undefined && day.test(from) ? from : undefined,
    to: to !== undefined && day.test(to) ? to : undefined,
    q: q || undefined,
  };
}

/** Whether the address narrows its tab. */
export function isNarrowed(address: ReturnAddress): boolean {
  return addressNames.some((name) => name !== "tab" && (address[name] ?? "") !== "");
}
