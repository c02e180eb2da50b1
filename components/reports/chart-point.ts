/** One place on the horizontal axis of a chart. */
export interface ChartPoint {
  readonly label: string;
  readonly chats: number;
  /** Median first reply in seconds; null when there was none. */
  readonly reply: number | null;
}
