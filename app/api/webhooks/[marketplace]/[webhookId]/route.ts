import { after } from "next/server";
import { AppError } from "@/lib/errors";
import { readBody } from "@/lib/http/read-body";
import { guarded } from "@/lib/http/route";
import { MAX_WEBHOOK_BYTES, receiveWebhook } from "@/lib/webhooks/receive";

type Params = { params: Promise<{ marketplace: string; webhookId: string }> };

/** Raw bytes in, the marketplace's own answer out; the work happens after the answer. */
export function POST(request: Request, context: Params): Promise<Response> {
  const startedAt = performance.now();
  return guarded(request, "/api/webhooks/{marketplace}/{id}", async () => {
    const { marketplace, webhookId } = await context.params;
    const rawBody = await readBody(request, MAX_WEBHOOK_BYTES);
    const received = await receiveWebhook({
      marketplace,
      webhookId,
      rawBody,
      header: (name) => request.headers.get(name),
      startedAt,
    });
    if (received.outcome === "no_such_webhook") throw new AppError("not_found");
    const { answer, nudge } = received;
    // The row is there: should this be lost, the sweep finds it.
    if (nudge !== null) after(nudge);
    return Response.json(answer.body, { status: answer.status });
  });
}
