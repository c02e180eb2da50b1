/** A file on its way from the marketplace. */
export interface OpenedFile {
  /** What the marketplace says it is; not to be believed. */
  readonly contentType: string | null;
  readonly sizeBytes: number | null;
  /** To be read to its end or cancelled. Breaks off with MarketplaceError when it is too large or stands still. */
  readonly body: AsyncIterable<Uint8Array>;
}
