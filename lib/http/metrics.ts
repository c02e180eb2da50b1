import { timingSafeEqual } from "node:crypto";
import { db } from "../db/client";
import { env } from "../env";
import { countOpenStreams } from "../realtime/stream";

/** With a token set: whoever has it. Without: only callers on this machine, not those a proxy passes on. */
export function mayReadMetrics(headers: Headers): boolean {
  const wanted = env().METRICS_TOKEN;
  if (wanted === undefined) return isLoopback(headers);
  const given = Buffer.from(headers.get("authorization") ?? "");
  const expected = Buffer.from(`Bearer ${wanted}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Our own server writes this header from the socket, or from a proxy near it. */
function isLoopback(headers: Headers): boolean {
  const addresses = (headers.get("x-forwarded-for") ?? "").split(",").map((address) => address.trim());
  return addresses.every((address) => /^(::1|127\.\d+\.\d+\.\d+|::ffff:127\.\d+\.\d+\.\d+)$/.test(address));
}

/** Prometheus' text form. */
export async function renderMetrics(): Promise<string> {
  const sellers = await db().seller.groupBy({ by: ["status"], where: { deletedAt: null }, _count: true });
  const [work] = await db().$queryRaw<
    Array<{ queued: number; sending: number; rings: number; lag: number | null }>
  >`
    SELECT (SELECT count(*)::int FROM messages WHERE status = 'queued') AS queued,
           (SELECT count(*)::int FROM messages WHERE status = 'sending') AS sending,
           (SELECT count(*)::int FROM webhook_deliveries WHERE status = 'pending') AS rings,
           (SELECT extract(epoch FROM now() - min(last_synced_at))::float8 FROM sellers
             WHERE status = 'active' AND deleted_at IS NULL) AS lag`;
  const lines = [
    ...gauge(
      "prilavok_sellers",
      "Sellers by state",
      sellers.map((row) => [`{status="${row.status}"}`, row._count]),
    ),
    ...gauge("prilavok_messages_outbound", "Our messages on their way", [
      ['{status="queued"}', work?.queued ?? 0],
      ['{status="sending"}', work?.sending ?? 0],
    ]),
    ...gauge("prilavok_webhooks_pending", "Webhook calls not followed up yet", [["", work?.rings ?? 0]]),
    ...gauge("prilavok_oldest_sync_seconds", "Since the seller polled longest ago was polled", [
      ["", work?.lag ?? 0],
    ]),
    ...gauge("prilavok_event_streams", "Event streams open in this process", [["", countOpenStreams()]]),
    ...gauge("process_resident_memory_bytes", "Memory of this process", [["", process.memoryUsage.rss()]]),
  ];
  return `${lines.join("\n")}\n`;
}

function gauge(
  name: string,
  help: string,
  values: ReadonlyArray<readonly [labels: string, value: number]>,
): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...values.map(([labels, value]) => `${name}${labels} ${value}`),
  ];
}
