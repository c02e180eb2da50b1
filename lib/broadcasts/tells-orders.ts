import { capabilitiesOf } from "../sellers/connect-seller";

/**
 * Whether a seller's marketplace shows where orders are, so that messages about them can ever leave. Whoever sets the
 * time for writing by an order's delivery shows its delivery; the documents' dialect names an order's number alone.
 */
export function tellsOrders(seller: { marketplace: string; dialect: string }): boolean {
  return capabilitiesOf(seller).writableAfterDeliveryHours !== null;
}
