import type { Order } from "@/lib/wire/orders";
import type { BulkAct } from "./order-face";

/** An act that was asked for and waits for its confirmation. */
export interface Acting {
  readonly act: BulkAct;
  readonly orders: readonly Order[];
}
