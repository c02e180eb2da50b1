/** JSON of the adapter's own shape; the product stores it and never looks inside. */
export type Cursor = { readonly [key: string]: unknown };

/** An item of a page that could not be understood: kept and counted, never a reason to lose the page. */
export interface UnreadableItem {
  readonly where: string;
  readonly problem: string;
}
